/** A block too large to compare everyone with everyone. */
export interface LargeBlock {
  /** The key its members share. */
  readonly key: string;
  /** How many they are. */
  readonly size: number;
}
