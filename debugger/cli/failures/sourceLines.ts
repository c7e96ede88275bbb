/** Lines of source files, each file read once. */

export class SourceLines {
  readonly #files = new Map<string, Promise<readonly string[]>>();

  constructor(private readonly readFile: (path: string) => Promise<Uint8Array>) {}

  /** @param line from 1 */
  async at(path: string, line: number): Promise<string | undefined> {
    let lines = this.#files.get(path);
    if (lines === undefined) {
      // A file that cannot be read has no lines: what is shown of a failure is then shorter.
      lines = this.readFile(path).then(
        it => new TextDecoder().decode(it).split('\n'),
        () => [],
      );
      this.#files.set(path, lines);
    }
    return (await lines)[line - 1];
  }
}
