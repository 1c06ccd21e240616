import { printLine } from './print.ts';

export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof SHELLS)[number];

/** Prints what a shell has to read once, so that it asks `reeve complete` at each Tab. */
export async function printCompletionScript(shell: Shell): Promise<void> {
  if (shell === 'bash') return printLine(BASH);
  const { script } = await import('@bomb.sh/tab');
  script(shell, 'reeve', 'reeve');
}

/**
 * Our own, because the library's needs the bash-completion package, complains when it is read twice, and runs what
 * stands in a half-typed `$(…)`. Runs in bash 3.2, that of macOS, too.
 */
const BASH = `# bash completion for reeve
_reeve() {
  local words=() word glued= line tab=$'\\t'
  # Bash has split the words at = and :
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD}"; do
    if [[ ( $word == [=:] || $glued ) && \${#words[@]} -gt 0 ]]; then
      words[\${#words[@]}-1]+=$word
    else
      words+=("$word")
    fi
    if [[ $word == [=:] ]]; then glued=1; else glued=; fi
  done
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :0) ;; # files, as bash does by itself
      :*) compopt +o default 2>/dev/null ;;
      *) COMPREPLY+=("\${line%%$tab*}") ;;
    esac
  done < <(reeve complete -- "\${words[@]}" 2>/dev/null)
}
complete -o default -F _reeve reeve`;
