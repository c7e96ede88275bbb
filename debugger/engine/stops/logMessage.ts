/** The message of a log point: text with expressions in braces; `{{` and `}}` are braces, as in Rust's format strings. */

export type LogPart = { readonly text: string } | { readonly expression: string };

/** The parts, or a sentence on what is wrong. */
export function parseLogMessage(message: string): readonly LogPart[] | string {
  const parts: LogPart[] = [];
  let text = '';
  for (let at = 0; at < message.length; at++) {
    const character = message[at] ?? '';
    if (character !== '{' && character !== '}') {
      text += character;
      continue;
    }
    if (message[at + 1] === character) {
      text += character;
      at++;
      continue;
    }
    if (character === '}')
      return `column ${at + 1}: this } closes nothing; write }} for the character`;
    const end = message.indexOf('}', at);
    if (end < 0) return `column ${at + 1}: this { is never closed; write {{ for the character`;
    const expression = message.slice(at + 1, end).trim();
    if (expression === '') return `column ${at + 1}: there is no expression between these braces`;
    if (text !== '') parts.push({ text });
    text = '';
    parts.push({ expression });
    at = end;
  }
  return text === '' ? parts : [...parts, { text }];
}
