import type { PlanDialect } from "./plan-dialect.ts";

/** A statement under construction: its text, and the values that stand apart from it. */
export class Statement {
  /** What is written so far. */
  text = "";
  /** The values, in the order of their places. */
  readonly values: unknown[] = [];
  private readonly dialect: PlanDialect;

  constructor(dialect: PlanDialect) {
    this.dialect = dialect;
  }

  /** Adds text, which never comes from a caller. */
  add(text: string): this {
    this.text += text;
    return this;
  }

  /** Adds a name. */
  name(name: string): this {
    return this.add(this.dialect.quote(name));
  }

  /** Adds a value. */
  bind(value: unknown): this {
    const at = this.values.push(value);
    return this.add(
      typeof value === "number" ? this.dialect.numberPlaceholder(at) : this.dialect.placeholder(at),
    );
  }

  /** Adds a value that goes into a column, whose type the database knows. */
  bindColumn(value: unknown): this {
    return this.add(this.dialect.placeholder(this.values.push(value)));
  }

  /** Adds values with commas between them. */
  bindList(values: readonly unknown[]): this {
    for (const [i, value] of values.entries()) this.add(i === 0 ? "" : ", ").bind(value);
    return this;
  }

  /** Adds parts with a separator between them. */
  join<T>(parts: readonly T[], separator: string, add: (part: T, at: number) => void): this {
    for (const [i, part] of parts.entries()) {
      if (i > 0) this.add(separator);
      add(part, i);
    }
    return this;
  }
}
