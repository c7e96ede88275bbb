/** Writes docs/cli.md from the command's own help; `--check` compares instead. */

import { join } from 'node:path';
import { EXIT_MEANINGS } from '../debugger/cli/exitCodes';
import { commandTree, everyCommand, fullName, helpOf } from './lib/commandTree';
import { writeGenerated } from './lib/writeGenerated';

const commands = everyCommand(commandTree());

const page = `# The \`avm\` command

Written by \`npm run generate\` from the command's own help: change that.

In a checkout it is \`npx tsx debugger/cli.ts\`, or \`node dist/avm.js\`, both after \`npm start\`, which builds kernel and
host; \`npm install -g .\` puts it on the path as \`avm\`. It is part of the extension too, as \`dist/avm.js\` in its folder.

## Exit codes

| Code | Meaning |
|---|---|
${EXIT_MEANINGS.map(([code, meaning]) => `| ${code} | ${meaning} |`).join('\n')}

Those of \`avm exec\` are its program's own, beside 2, 124, 125 and 130, which its help explains.

Results go to standard output, progress and complaints to standard error. Colours are for terminals only, and never where
\`NO_COLOR\` is set. Ctrl-C, SIGTERM and SIGHUP end any command promptly; files are written beside their place and put there whole.

## Commands

${commands.map(it => `- [\`${fullName(it)}\`](#${anchor(fullName(it))}): ${it.description()}`).join('\n')}
${commands.map(it => `\n### \`${fullName(it)}\`\n\n\`\`\`\n${helpOf(it)}\n\`\`\`\n`).join('')}`;

writeGenerated(join(__dirname, '../docs/cli.md'), page);

/** As the sites that show Markdown name a heading. */
function anchor(heading: string): string {
  return heading.replaceAll(' ', '-');
}
