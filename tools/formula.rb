# formula.rb FORMULA FOLDER: runs what a Homebrew formula does, where there is no
# Homebrew: its install with FOLDER/cellar as prefix, then its test. The Lua it
# depends on is this system's 5.4, under the names that Homebrew gives it.
require "fileutils"
require "pathname"

module Steps
  ROOT = Pathname.new(ARGV[1]).realpath

  def system(*command)
    Kernel.system(*command.map(&:to_s)) || abort("formula: #{command.join(" ")}")
  end

  def prefix = ROOT/"cellar"
  def include = prefix/"include"
  def lib = prefix/"lib"
  def man = prefix/"share/man"
  def bash_completion = prefix/"etc/bash_completion.d"
  def zsh_completion = prefix/"share/zsh/site-functions"
  def fish_completion = prefix/"share/fish/vendor_completions.d"
  def testpath = (ROOT/"test").tap(&:mkpath)
end

class Formula
  include Steps

  Keg = Struct.new(:opt_bin, :opt_include)

  # The rest of a formula: what it says of itself, which must all be there.
  SAID = {}
  %i[desc homepage url sha256 license head depends_on].each do |word|
    define_singleton_method(word) { |*values| SAID[word] = values }
  end

  def self.test(&block) = define_method(:test, &block)

  def self.[](name)
    abort "formula: what is #{name}?" if name != "lua"
    Keg.new(Steps::ROOT/"lua/bin", Steps::ROOT/"lua/include")
  end
end

class << ENV
  def cc = "cc"
end

keg = Steps::ROOT/"lua"
FileUtils.mkpath [keg/"bin", keg/"include"]
FileUtils.ln_s "/usr/bin/lua5.4", keg/"bin/lua"
FileUtils.ln_s "/usr/include/lua5.4", keg/"include/lua"

load ARGV[0]
formula = Smtpcodes.new
missing = %i[desc homepage url sha256 license depends_on] - Formula::SAID.keys
abort "formula: no #{missing.join(", ")}" unless missing.empty?
formula.install
abort "formula: no caveats" if formula.caveats.empty?
ENV["LD_LIBRARY_PATH"] = formula.lib.to_s # a Mac's libraries know where they lie
Dir.chdir(formula.testpath) { formula.test }
