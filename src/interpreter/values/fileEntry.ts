/** What is known of a file or folder. */
export interface FileEntry {
  name: string;
  path: string;
  kind: 'file' | 'directory';
  size: number;
  modified: number;
  created: number;
  accessed: number;
  readOnly: boolean;
  hidden: boolean;
  /** Unix permission bits (0o755). */
  mode: number;
  user: string;
  group: string;
  /** Target of a symbolic link, or null. */
  linkTarget: string | null;
}
