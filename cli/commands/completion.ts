import { Argument, type Command } from 'commander';
import { SHELLS, type Shell } from '../completion-script.ts';
import { printLine } from '../print.ts';

const HELP = `
Completes commands, options, and values: vendors, operations, states, policies, time zones, files, and the endpoints of
reeve.yaml or of --config. It never asks Temporal or a vendor. \`reeve\` has to be a command, so where you type
\`npx reeve\`, make it one first: reeve() { npx reeve "$@"; }

bash, in ~/.bashrc:
  source <(reeve completion bash)
bash 3.2, that of macOS:
  eval "$(reeve completion bash)"
zsh, in ~/.zshrc after compinit:
  source <(reeve completion zsh)
fish, once:
  reeve completion fish > ~/.config/fish/completions/reeve.fish
PowerShell, in $PROFILE (never tried by us, unlike the others):
  reeve completion powershell | Out-String | Invoke-Expression`;

export function addCompletion(program: Command): void {
  program
    .command('completion')
    .summary('print what makes a shell complete these commands')
    .description('Prints a script by which a shell completes what is typed after `reeve`.')
    .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
    .addHelpText('after', HELP)
    .action(async (shell: Shell) => {
      const { printCompletionScript } = await import('../completion-script.ts');
      await printCompletionScript(shell);
    });
  program
    .command('complete', { hidden: true })
    .description('Answers such a script: a candidate on each line, then `:0` where a file would do, else `:4`.')
    .argument('[word...]', 'what was typed after `reeve`, the last of it perhaps empty')
    .action((words: string[]) => answer(program, words));
}

/** In the form of cobra, which the library's scripts read. */
async function answer(program: Command, words: readonly string[]): Promise<void> {
  const [{ complete }, { valuesOf }] = await Promise.all([
    import('../completion.ts'),
    import('../completion-values.ts'),
  ]);
  const { candidates, files } = await complete(program, words, valuesOf);
  for (const { value, meaning = '' } of candidates) printLine(`${value}\t${meaning}`);
  printLine(files && candidates.length === 0 ? ':0' : ':4');
}
