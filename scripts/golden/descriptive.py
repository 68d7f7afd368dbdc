"""Writes test/golden/descriptive.json: quantiles by nine definitions, moments and robust scales, in exact fractions.

Everything follows the definitions word by word and in rational arithmetic; only the last step rounds to a double.
"""
import sys

sys.dont_write_bytecode = True

import json
from fractions import Fraction as F
from itertools import combinations
from math import ceil, floor, isqrt
from random import Random

from _grid import golden

POSITIONS = {
    "interpolated-inverted-cdf": (F(0), F(1)),
    "hazen": (F(1, 2), F(1, 2)),
    "weibull": (F(0), F(0)),
    "linear": (F(1), F(1)),
    "median-unbiased": (F(1, 3), F(1, 3)),
    "normal-unbiased": (F(3, 8), F(3, 8)),
}


def quantile(xs, q, method):
    """Hyndman and Fan (1996), eq. 1: (1 - g) x_j + g x_(j+1), j = floor(n q + m), with m and g of each definition."""
    n = len(xs)
    at = lambda k: xs[min(n, max(1, k)) - 1]
    if method in POSITIONS:
        a, b = POSITIONS[method]
        m = a + q * (1 - a - b)
        j = floor(n * q + m)
        g = n * q + m - j
    else:
        m = F(-1, 2) if method == "closest-observation" else F(0)
        j = floor(n * q + m)
        rest = n * q + m - j
        if method == "inverted-cdf":
            g = F(0) if rest == 0 else F(1)
        elif method == "averaged-inverted-cdf":
            g = F(1, 2) if rest == 0 else F(1)
        else:
            g = F(0) if rest == 0 and j % 2 == 0 else F(1)
    return (1 - g) * at(j) + g * at(j + 1)


def root(x):
    """The double nearest to the square root, from 40 more digits than it holds."""
    scale = 10 ** 60
    return float(F(isqrt(floor(x * scale * scale)), scale))


def median(xs):
    return quantile(xs, F(1, 2), "linear")


def summary(xs):
    n = len(xs)
    mean = sum(xs) / n
    squares = sum((x - mean) ** 2 for x in xs)
    center = median(xs)
    half = n // 2 + 1
    pairs = sorted(abs(x - y) for x, y in combinations(xs, 2))
    cut = n // 5
    return {
        "values": [float(x) for x in xs],
        "mean": float(mean),
        "variance": float(squares / (n - 1)),
        "standardDeviation": root(squares / (n - 1)),
        "median": float(center),
        "rawDeviation": float(median(sorted(abs(x - center) for x in xs))),
        "trimmedMean20": float(sum(xs[cut : n - cut]) / (n - 2 * cut)),
        "winsorizedMean20": float((sum(xs[cut : n - cut]) + cut * (xs[cut] + xs[n - cut - 1])) / n),
        "pairDistance": float(pairs[half * (half - 1) // 2 - 1]),
    }


random = Random("descriptive")
samples = [
    [1, 2],
    [3, 3, 3, 3],
    [-5, 0, 0.25, 8],
    [2.5, 2.5, 2.5, 7, 9, 1e6],
    [1e-300, 2e-300, 5e150],
    [1e16 + 2 * k for k in range(5)],
    [10000000.2, 10000000.1, 10000000.3],
    *[[random.gauss(0, 1) for _ in range(n)] for n in (5, 8, 9, 10, 11, 30)],
    *[[float(random.randrange(12)) for _ in range(n)] for n in (7, 12, 41)],
    [random.lognormvariate(3, 2) for _ in range(60)],
]
shares = [F(k, 20) for k in range(21)] + [F(1, 3), F(2, 3), F(7, 100), F(99, 100)]
methods = ["inverted-cdf", "averaged-inverted-cdf", "closest-observation", *POSITIONS]

written = []
for sample in samples:
    xs = sorted(F(x) for x in sample)
    rows = {m: [float(quantile(xs, q, m)) for q in shares] for m in methods}
    written.append({**summary(xs), "quantiles": rows})
text = json.dumps(
    {
        "source": "exact fractions, scripts/golden/descriptive.py",
        "shares": [[q.numerator, q.denominator] for q in shares],
        "samples": written,
    },
    separators=(",", ":")
)
(golden / "descriptive.json").write_text(text.replace('{"values"', '\n{"values"') + "\n")
