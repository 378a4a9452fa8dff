export type Shell = 'bash' | 'zsh' | 'fish';

/** Tells the shell to complete names of files itself. */
export const FILES = ':files';

/**
 * What a shell is to source; it asks `envctl completion --words` for what fits, so that it never goes stale. Answered is what
 * stands after the `=` of `--option=value`: bash takes that for a word of its own, zsh is told to, and fish wants the whole.
 */
export const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `# envctl, for bash: put  source <(envctl completion bash)  into ~/.bashrc
_envctl() {
  local found line
  COMPREPLY=()
  found=$(envctl completion --words -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null) || return 0
  if [[ $found == ${FILES} ]]; then
    compopt -o default 2>/dev/null
    return 0
  fi
  while IFS=$'\\t' read -r line _; do
    [[ -n $line ]] && COMPREPLY+=("$line")
  done <<<"$found"
}
complete -F _envctl envctl
`,
  zsh: `#compdef envctl
# envctl, for zsh: put  source <(envctl completion zsh)  into ~/.zshrc, below compinit
_envctl() {
  local -a lines described
  local line
  lines=("\${(@f)$(envctl completion --words -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  [[ $PREFIX == --*=* ]] && compset -P '--*='
  if [[ $lines[1] == ${FILES} ]]; then
    _files
    return
  fi
  for line in $lines; do
    if [[ $line == *$'\\t'* ]]; then
      described+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
    else
      described+=("\${line//:/\\\\:}")
    fi
  done
  _describe envctl described
}
compdef _envctl envctl
`,
  fish: `# envctl, for fish: envctl completion fish > ~/.config/fish/completions/envctl.fish
function __envctl_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -l found (envctl completion --words -- $words[2..-1] "$word" 2>/dev/null)
    set -l option (string match -r -- '^--[^=]+=' "$word")
    if test "$found[1]" = '${FILES}'
        set found (__fish_complete_path (string replace -r -- '^--[^=]+=' '' "$word"))
    end
    for line in $found
        echo "$option$line"
    end
end
complete -c envctl -f -a '(__envctl_complete)'
`,
};
