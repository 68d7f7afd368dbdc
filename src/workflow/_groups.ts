/** Records by the party that they are about. */
export type Groups<T> = Map<string, T[]>;

export function addTo<T>(groups: Groups<T>, key: string, record: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [record]);
  else group.push(record);
}
