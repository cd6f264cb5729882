_smtpcodes() {
    local IFS=$' \t\n'
    local args cur prev cmd opts arg
    args=("${COMP_WORDS[@]}")
    cur="${COMP_WORDS[COMP_CWORD]}"
    prev="${COMP_WORDS[COMP_CWORD-1]}"
    opts="-h --help -V --version --completion"

    case "$prev" in
        --completion)
            COMPREPLY=($(compgen -W "bash fish zsh" -- "$cur"))
            return 0
            ;;
    esac

    args=("${args[@]:1}")
    for arg in "${args[@]}"; do
        case "$arg" in
            explain)
                cmd="explain"
                opts="$opts -h --help -b --brief -j --json --color"
                break
                ;;
            list)
                cmd="list"
                opts="$opts -h --help --class --category --command --status --code --enhanced -j --json --color"
                break
                ;;
            suggest)
                cmd="suggest"
                opts="$opts -h --help -j --json"
                break
                ;;
            report)
                cmd="report"
                opts="$opts -h --help --top --merge -j --json --jsonl --csv --prometheus --html --suppress-list --ticket --follow --compare --color"
                break
                ;;
            classify)
                cmd="classify"
                opts="$opts -h --help --line-buffered"
                break
                ;;
            export)
                cmd="export"
                opts="$opts -h --help"
                break
                ;;
            lint)
                cmd="lint"
                opts="$opts -h --help -j --json"
                break
                ;;
            sources)
                cmd="sources"
                opts="$opts -h --help"
                break
                ;;
        esac
    done

    case "$cmd" in
        '')
            COMPREPLY=($(compgen -W "explain list suggest report classify export lint sources" -- "$cur"))
            ;;
        'explain')
            case "$prev" in
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "$cur"))
                    return 0
                    ;;
            esac

            ;;
        'list')
            case "$prev" in
                --class)
                    COMPREPLY=($(compgen -W "success intermediate transient permanent" -- "$cur"))
                    return 0
                    ;;
                --category)
                    COMPREPLY=($(compgen -W "syntax information connections unspecified mail-system" -- "$cur"))
                    return 0
                    ;;
                --command)
                    COMPREPLY=($(compgen -f -- "$cur"))
                    return 0
                    ;;
                --status)
                    COMPREPLY=($(compgen -W "standard extension registry-only obsolete de-facto" -- "$cur"))
                    return 0
                    ;;
                --code)
                    COMPREPLY=($(compgen -f -- "$cur"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "$cur"))
                    return 0
                    ;;
            esac

            ;;
        'report')
            case "$prev" in
                --top)
                    COMPREPLY=($(compgen -f -- "$cur"))
                    return 0
                    ;;
                --html)
                    COMPREPLY=($(compgen -f -- "$cur"))
                    return 0
                    ;;
                --ticket)
                    COMPREPLY=($(compgen -f -- "$cur"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "$cur"))
                    return 0
                    ;;
            esac

            ;;
    esac

    if [[ "$cur" = -* ]]; then
        COMPREPLY=($(compgen -W "$opts" -- "$cur"))
    fi
}

complete -F _smtpcodes -o bashdefault -o default smtpcodes
