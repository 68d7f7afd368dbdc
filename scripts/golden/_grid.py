"""Draws arguments and writes fixtures, one row a line."""
import json
import random
import struct
from math import exp, log
from pathlib import Path

golden = Path(__file__).resolve().parents[2] / "test" / "golden"


class Draw(random.Random):
    """Arguments as doubles; the same in every run."""

    def spread(self, low, high):
        """Between two positive numbers, even on the logarithmic scale."""
        return exp(self.uniform(log(low), log(high)))

    def between(self, low, high):
        return self.uniform(low, high)


def nudge(value, steps):
    """The double `steps` places after a positive one."""
    bits = struct.unpack("<q", struct.pack("<d", value))[0]
    return struct.unpack("<d", struct.pack("<q", bits + steps))[0]


def write(name, source, tables):
    lines = ["{", f'"source": {json.dumps(source)},']
    for i, (key, table) in enumerate(tables.items()):
        rows = ",\n".join(json.dumps(row, separators=(",", ":")) for row in table["rows"])
        end = "" if i == len(tables) - 1 else ","
        lines.append(f'{json.dumps(key)}: {{"columns": {json.dumps(table["columns"])}, "rows": [\n{rows}\n]}}{end}')
    lines.append("}")
    (golden / name).write_text("\n".join(lines) + "\n")
    print(name, {key: len(table["rows"]) for key, table in tables.items()})
