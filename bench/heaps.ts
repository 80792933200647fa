/** Sizes of heaps that are measured, as the table names them. */
export const heaps = { '10': 10, '10k': 10_000, '1M': 1_000_000 };

/** A script that makes so many live objects and says how many there are. */
export function heap(count: number): string {
  return `$all = [object[]]::new(${count}); for ($i = 0; $i -lt ${count}; $i++) { $all[$i] = [pscustomobject]@{ Id = $i; Name = "n$i" } }; $all.Count`;
}
