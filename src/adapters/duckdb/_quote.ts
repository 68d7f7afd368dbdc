/** A name as it stands in a statement. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A text as it stands in a statement. */
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;
