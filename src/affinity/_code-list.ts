/** A list of integers that grows by doubling; its owner may look at what is there. */
export interface CodeList {
  values: Int32Array;
  size: number;
}

export const createCodeList = (): CodeList => ({ values: new Int32Array(1024), size: 0 });

/** Puts a value at the end. */
export function pushCode(list: CodeList, value: number): void {
  if (list.size === list.values.length) {
    const grown = new Int32Array(2 * list.size);
    grown.set(list.values);
    list.values = grown;
  }
  list.values[list.size++] = value;
}
