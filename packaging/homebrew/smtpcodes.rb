class Smtpcodes < Formula
  desc "What a mail server's reply means, and what to do about it"
  homepage "https://github.com/smtpcodes/smtpcodes"
  url "https://github.com/smtpcodes/smtpcodes/archive/refs/tags/v0.1.0.tar.gz"
  # Of the tarball of the release, when it is there: `brew fetch` prints it.
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"
  license "MIT"
  head "https://github.com/smtpcodes/smtpcodes.git", branch: "main"

  depends_on "lua"

  def install
    lua = Formula["lua"]
    args = %W[
      PREFIX=#{prefix}
      MAN_DIR=#{man}
      BASH_DIR=#{bash_completion}
      ZSH_DIR=#{zsh_completion}
      FISH_DIR=#{fish_completion}
      LUA=#{lua.opt_bin}/lua
      LUA_INCDIR=#{lua.opt_include}/lua
      SHEBANG=#{lua.opt_bin}/lua
    ]
    system "make", "install", *args
  end

  def caveats
    <<~EOS
      The tool needs Lua libraries that Homebrew does not have:
        luarocks install argparse
        luarocks install dkjson
        luarocks install lua-term
    EOS
  end

  test do
    (testpath/"test.c").write <<~C
      #include <smtpcodes.h>
      int main(void) { return smtpcodes_class(550)[0] != 'p'; }
    C
    system ENV.cc, "test.c", "-I#{include}", "-L#{lib}", "-lsmtpcodes", "-o", "test"
    system "./test"
    system Formula["lua"].opt_bin/"lua", "-e", <<~LUA
      package.cpath = "#{lib}/lua/" .. _VERSION:match("%d%.%d") .. "/?.so"
      assert(require("smtpcodes").class(550) == "permanent")
    LUA
  end
end
