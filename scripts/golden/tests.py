"""p values of tests, from exact fractions or 50 digits, for bench/stats/tests.ts: test/golden/tests.json."""

import json
import random
from fractions import Fraction as F
from math import comb
from pathlib import Path

import mpmath as mp

mp.mp.dps = 50
random.seed(4)
out = {"source": "scripts/golden/tests.py: exact fractions and mpmath with 50 digits"}


def binomial(k, n, q):
    f = [comb(n, i) * q**i * (1 - q) ** (n - i) for i in range(n + 1)]
    return float(sum(x for x in f if x <= f[k]))


rows = []
for n, q in [(10, F(1, 2)), (25, F(1, 4)), (100, F(1, 8)), (400, F(3, 4)), (1000, F(1, 64))]:
    mean, sd = float(n * q), float(n * q * (1 - q)) ** 0.5
    for z in [-6, -3, -2, -1, 0.5, 1.5, 2.5, 4, 8]:
        k = round(mean + z * sd)
        if 0 <= k <= n:
            rows.append([k, n, float(q), binomial(k, n, q)])
out["binomial"] = {"columns": ["successes", "trials", "probability", "p"], "rows": rows}

rows = []
for size, scale in [((2, 2), 10), ((2, 3), 30), ((3, 4), 50), ((2, 5), 1000), ((4, 4), 20), ((2, 2), 10**6)]:
    for _ in range(6):
        t = [[random.randint(1, scale) for _ in range(size[1])] for _ in range(size[0])]
        r, c = [sum(x) for x in t], [sum(x) for x in zip(*t)]
        n = sum(r)
        x2 = sum((t[i][j] - F(r[i] * c[j], n)) ** 2 / F(r[i] * c[j], n) for i in range(len(r)) for j in range(len(c)))
        df = (len(r) - 1) * (len(c) - 1)
        p = mp.gammainc(mp.mpf(df) / 2, mp.mpf(x2.numerator) / x2.denominator / 2, mp.inf, regularized=True)
        if p > mp.mpf("1e-300"):
            rows.append([t, float(x2), float(p)])
out["independence"] = {"columns": ["table", "statistic", "p"], "rows": rows}


def birnbaum(n, d):  # P(D+ >= d)
    return sum(comb(n, j) * (d + F(j, n)) ** (j - 1) * (1 - d - F(j, n)) ** (n - j) * d for j in range(int(n * (1 - d)) + 1))


rows = []
for n in [3, 8, 20, 50, 90]:
    for _ in range(6):
        values = sorted(F(random.randint(1, 2**20 - 1), 2**20) ** random.choice([1, 2]) for _ in range(n))
        d = max(F(i + 1, n) - v for i, v in enumerate(values))
        if d > 0:
            rows.append([[float(v) for v in values], float(birnbaum(n, d))])
out["oneSidedFit"] = {"columns": ["values", "p"], "rows": rows}

rows = []
for m in [1, 5, 30, 300]:
    ps = [random.random() ** 3 for _ in range(m)]
    exact = [F(p) for p in ps]
    order = sorted(range(m), key=lambda i: exact[i])
    bh, low = [0.0] * m, F(1)
    for i in reversed(range(m)):
        low = min(low, exact[order[i]] * m / (i + 1))
        bh[order[i]] = float(low)
    rows.append([ps, bh])
out["benjaminiHochberg"] = {"columns": ["ps", "adjusted"], "rows": rows}

Path(__file__).parents[2].joinpath("test/golden/tests.json").write_text(json.dumps(out, indent=None) + "\n")
