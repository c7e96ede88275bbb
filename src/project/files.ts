/** What looking for contracts asks of a file system. Paths are absolute, as a Uri has them. */

export interface Files {
  /** undefined where there is no such file. */
  read(path: string): Promise<string | undefined>;
  /** Names of the files in a folder, in any order; none where there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
}
