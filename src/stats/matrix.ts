/** The rows of a matrix as they may be given: arrays or typed arrays, all of one length. */
export type MatrixRows = readonly ArrayLike<number>[];

/** The frozen rows of a matrix as they are returned: `matrix[row][column]`. */
export type Matrix = readonly (readonly number[])[];
