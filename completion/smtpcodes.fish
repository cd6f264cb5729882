function __fish_smtpcodes_print_command
    set -l cmdline (commandline -poc)
    set -l cmd
    set -e cmdline[1]
    for arg in $cmdline
        switch $arg
            case explain
                set cmd $cmd explain
                break
            case list
                set cmd $cmd list
                break
            case suggest
                set cmd $cmd suggest
                break
            case report
                set cmd $cmd report
                break
            case classify
                set cmd $cmd classify
                break
            case export
                set cmd $cmd export
                break
            case lint
                set cmd $cmd lint
                break
            case sources
                set cmd $cmd sources
                break
        end
    end
    echo "$cmd"
end

function __fish_smtpcodes_using_command
    test (__fish_smtpcodes_print_command) = "$argv"
    and return 0
    or return 1
end

function __fish_smtpcodes_seen_command
    string match -q "$argv*" (__fish_smtpcodes_print_command)
    and return 0
    or return 1
end

complete -c smtpcodes -n '__fish_smtpcodes_using_command' -xa 'explain' -d 'Explain codes, replies and sessions (the default)'
complete -c smtpcodes -n '__fish_smtpcodes_using_command' -xa 'list' -d 'List reply codes or enhanced codes'
complete -c smtpcodes -n '__fish_smtpcodes_using_command' -xa 'suggest' -d 'Which reply a situation asks for'
complete -c smtpcodes -n '__fish_smtpcodes_using_command' -xa 'report' -d 'What became of the mail in logs'
complete -c smtpcodes -n '__fish_smtpcodes_using_command' -xa 'classify' -d 'Classify lines: one line of JSON for each line'
complete -c smtpcodes -n '__fish_smtpcodes_using_command' -xa 'export' -d 'Rules for servers that cannot load C'
complete -c smtpcodes -n '__fish_smtpcodes_using_command' -xa 'lint' -d 'Say what is wrong with files of rules'
complete -c smtpcodes -n '__fish_smtpcodes_using_command' -xa 'sources' -d 'Where the facts come from'
complete -c smtpcodes -s h -l help -d 'Show this help message and exit'
complete -c smtpcodes -s V -l version -d 'Print the version'
complete -c smtpcodes -l completion -xa 'bash fish zsh' -d 'Print the completion of a shell'

complete -c smtpcodes -n '__fish_smtpcodes_seen_command explain' -s h -l help -d 'Show this help message and exit'
complete -c smtpcodes -n '__fish_smtpcodes_seen_command explain' -s b -l brief -d 'One line for each answer'
complete -c smtpcodes -n '__fish_smtpcodes_seen_command explain' -s j -l json -d 'JSON: one array of answers'
complete -c smtpcodes -n '__fish_smtpcodes_seen_command explain' -l color -xa 'auto always never' -d 'When to use colour'

complete -c smtpcodes -n '__fish_smtpcodes_seen_command list' -s h -l help -d 'Show this help message and exit'
complete -c smtpcodes -n '__fish_smtpcodes_seen_command list' -l class -xa 'success intermediate transient permanent' -d 'Codes of this class'
complete -c smtpcodes -n '__fish_smtpcodes_seen_command list' -l category -xa 'syntax information connections unspecified mail-system' -d 'Codes of this category (second digit)'
complete -c smtpcodes -n '__fish_smtpcodes_seen_command list' -l command -r -d 'Codes that this command may get'
complete -c smtpcodes -n '__fish_smtpcodes_seen_command list' -l status -xa 'standard extension registry-only obsolete de-facto' -d 'Codes that are known in this way'
complete -c smtpcodes -n '__fish_smtpcodes_seen_command list' -l code -r -d 'Enhanced codes that come with this code'
complete -c smtpcodes -n '__fish_smtpcodes_seen_command list' -l enhanced -d 'List enhanced codes'
complete -c smtpcodes -n '__fish_smtpcodes_seen_command list' -s j -l json -d 'JSON: one array of answers'
complete -c smtpcodes -n '__fish_smtpcodes_seen_command list' -l color -xa 'auto always never' -d 'When to use colour'

complete -c smtpcodes -n '__fish_smtpcodes_seen_command suggest' -s h -l help -d 'Show this help message and exit'
complete -c smtpcodes -n '__fish_smtpcodes_seen_command suggest' -s j -l json -d 'JSON: an object, or an array of situations'

complete -c smtpcodes -n '__fish_smtpcodes_seen_command report' -s h -l help -d 'Show this help message and exit'
complete -c smtpcodes -n '__fish_smtpcodes_seen_command report' -l top -r -d 'How many lines each list has (10; JSON: all)'
complete -c smtpcodes -n '__fish_smtpcodes_seen_command report' -l merge -d 'The files are reports of parts, as --json writes'
complete -c smtpcodes -n '__fish_smtpcodes_seen_command report' -s j -l json -d 'JSON: one object'
complete -c smtpcodes -n '__fish_smtpcodes_seen_command report' -l jsonl -d 'JSON: a line for each delivery'
complete -c smtpcodes -n '__fish_smtpcodes_seen_command report' -l csv -d 'CSV: a line for each delivery'
complete -c smtpcodes -n '__fish_smtpcodes_seen_command report' -l prometheus -d 'Metrics for a textfile collector'
complete -c smtpcodes -n '__fish_smtpcodes_seen_command report' -l html -r -d 'A page of HTML, written to this file'
complete -c smtpcodes -n '__fish_smtpcodes_seen_command report' -l suppress-list -d 'The addresses to give up, as CSV or --jsonl'
complete -c smtpcodes -n '__fish_smtpcodes_seen_command report' -l ticket -r -d 'What this provider\'s postmaster asks for'
complete -c smtpcodes -n '__fish_smtpcodes_seen_command report' -l follow -d 'Go on with a growing log; rotation is fine'
complete -c smtpcodes -n '__fish_smtpcodes_seen_command report' -l compare -d 'What is new in the second of two files'
complete -c smtpcodes -n '__fish_smtpcodes_seen_command report' -l color -xa 'auto always never' -d 'When to use colour'

complete -c smtpcodes -n '__fish_smtpcodes_seen_command classify' -s h -l help -d 'Show this help message and exit'
complete -c smtpcodes -n '__fish_smtpcodes_seen_command classify' -l line-buffered -d 'Write each line at once'

complete -c smtpcodes -n '__fish_smtpcodes_seen_command export' -s h -l help -d 'Show this help message and exit'

complete -c smtpcodes -n '__fish_smtpcodes_seen_command lint' -s h -l help -d 'Show this help message and exit'
complete -c smtpcodes -n '__fish_smtpcodes_seen_command lint' -s j -l json -d 'JSON: an array of problems'

complete -c smtpcodes -n '__fish_smtpcodes_seen_command sources' -s h -l help -d 'Show this help message and exit'
