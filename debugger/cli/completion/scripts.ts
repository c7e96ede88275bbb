/** The shells' side of completion: each asks `avm complete` and hands on what it says. */

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

const bash = `# Completion of avm for bash: lines of "value, tab, description" from avm itself; names of files where there are none.
_avm() {
  local value _
  COMPREPLY=()
  while IFS=$'\\t' read -r value _; do
    COMPREPLY+=("$value")
  done < <(avm complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _avm avm`;

const zsh = `#compdef avm
# Completion of avm for zsh: lines of "value, tab, description" from avm itself; names of files where there are none.
_avm() {
  local line
  local -a values
  for line in "\${(@f)$(avm complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] && values+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done
  if (( \${#values} )); then _describe avm values; else _files; fi
}
if [[ $funcstack[1] == _avm ]]; then _avm "$@"; else compdef _avm avm; fi`;

const fish = `# Completion of avm for fish: lines of "value, tab, description" from avm itself; names of files where there are none.
function __avm_complete
    set -l words (commandline -opc)
    set -l answer (avm complete -- $words[2..-1] (commandline -ct) 2>/dev/null)
    if test (count $answer) -gt 0
        printf '%s\\n' $answer
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c avm -f -a '(__avm_complete)'`;

export const SCRIPTS: Readonly<Record<Shell, string>> = { bash, zsh, fish };
