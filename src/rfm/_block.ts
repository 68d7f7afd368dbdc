/**
 * Customers that a loop takes in one call. The loops over the customers of a table are functions of their own, called
 * block by block: a JavaScript engine has compiled such a function after a few of the calls and keeps it, while a
 * loop in the middle of a function that runs once is compiled anew each time.
 */
export const BLOCK = 8192;
