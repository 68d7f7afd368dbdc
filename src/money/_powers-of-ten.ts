/** 10⁰ … 10¹⁵, all exact: 10¹⁵ is the last power of ten below 2⁵³. */
export const POWERS_OF_TEN: readonly number[] = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
];

/** The finest exponent of integer units: with 16 decimals not even the value 1 would stay below 2⁵³. */
export const FINEST = 15;
