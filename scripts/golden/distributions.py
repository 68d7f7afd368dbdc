"""Writes test/golden/distributions.json: densities, tails and quantiles in arbitrary precision.

Needs mpmath (Debian: python3-mpmath, with python3-gmpy2 for speed). Arguments are exact doubles. Quantiles of continuous
distributions lead from the rounded tail of a point back to the exact point; those of discrete ones are probabilities
between the tails of two neighbours. Takes some minutes.
"""
import sys

sys.dont_write_bytecode = True

from mpmath import erfc, exp, log, loggamma, mp, mpf, pi, sqrt

from _grid import Draw, write
from _reference import beta_tails_of, gamma_tails, invert, significant

mp.dps = 50
draw = Draw(20261124)
tables = {}


def rows_of(name, parameters, log_density, tails, points):
    """points: rows of (*parameters, x)"""
    rows = []
    for *given, x in points:
        exact = [mpf(g) for g in given]
        lower, upper = tails(*exact, mpf(x))
        if significant(lower) is None and significant(upper) is None:
            continue
        log_value = log_density(*exact, mpf(x))
        tail_values = [significant(lower), significant(upper)]
        rows.append([*given, x, significant(exp(log_value)), float(log_value), *tail_values])
    tables[name] = {"columns": [*parameters, "x", "density", "logDensity", "lower", "upper"], "rows": rows}


def quantiles_of(name, parameters, tails, points):
    rows = []
    for *given, x in points:
        exact = [mpf(g) for g in given]
        both = tails(*exact, mpf(x))
        for side in (0, 1):
            p = significant(both[side])
            if p is None or p > 0.9999 or abs(x) < 1e-280:
                continue
            goal, which = (mpf(p), side) if p <= 0.5 else (1 - mpf(p), 1 - side)
            sign = 1 if x > 0 else -1
            root = invert(lambda t: tails(*exact, sign * t)[which], goal, abs(x)) * sign
            rows.append([*given, side, p, float(root)])
    tables[f"{name}Quantile"] = {"columns": [*parameters, "side", "p", "x"], "rows": rows}


def steps_of(name, parameters, tails, points):
    """For discrete distributions: a probability between those of k − 1 and k."""
    rows = []
    for *given, k in points:
        if k < 1:
            continue
        exact = [mpf(g) for g in given]
        before, here = tails(*exact, mpf(k - 1)), tails(*exact, mpf(k))
        for side in (0, 1):
            p = sqrt(before[side] * here[side])
            spread = abs(log(before[side] / here[side])) if before[side] > 0 and here[side] > 0 else 0
            if significant(p) is None or p > 0.999 or spread < 1e-9:
                continue
            rows.append([*given, side, float(p), k])
    tables[f"{name}Quantile"] = {"columns": [*parameters, "side", "p", "x"], "rows": rows}


# Normal
def normal_tails(mean, sd, x):
    z = (x - mean) / sd / sqrt(mpf(2))
    return erfc(-z) / 2, erfc(z) / 2


def normal_log_density(mean, sd, x):
    return -(((x - mean) / sd) ** 2) / 2 - log(sd) - log(2 * pi) / 2


points = [(0.0, 1.0, draw.between(-37, 37)) for _ in range(60)] + [(0.0, 1.0, draw.between(-3, 3)) for _ in range(40)]
for _ in range(50):
    mean, sd = draw.between(-100, 100), draw.spread(0.01, 100)
    points.append((mean, sd, mean + sd * draw.between(-30, 30)))
rows_of("normal", ["mean", "sd"], normal_log_density, normal_tails, points)
quantiles_of("normal", ["mean", "sd"], normal_tails, [p for p in points[:100] if abs(p[2]) > 1e-3])


# Student's t
def t_tails(df, t):
    with mp.workdps(400):  # x + y must be 1 to more digits than the smaller tail has zeros
        x, y = t * t / (df + t * t), df / (df + t * t)
    inside, outside = beta_tails_of(x, y, mpf(1) / 2, df / 2)
    near, far = outside / 2, inside / 2 + mpf(1) / 2
    return (near, far) if t < 0 else (far, near)


def t_log_density(df, t):
    return loggamma((df + 1) / 2) - loggamma(df / 2) - log(pi * df) / 2 - (df + 1) / 2 * log(1 + t * t / df)


points = []
for _ in range(150):
    df = draw.choice([draw.spread(0.05, 40), draw.spread(1, 1000), float(draw.randint(1, 60))])
    points.append((df, draw.choice([1, -1]) * draw.choice([draw.spread(1e-8, 50), draw.between(0, 8), draw.spread(1, 1e20)])))
points += [(draw.spread(1e3, 1e9), draw.between(-30, 30)) for _ in range(25)]
rows_of("t", ["df"], t_log_density, t_tails, points)
quantiles_of("t", ["df"], t_tails, points[:90] + points[150:160])


# Gamma and chi-square
def gamma_log_density(shape, rate, x):
    return shape * log(rate) + (shape - 1) * log(x) - rate * x - loggamma(shape)


points = []
for _ in range(120):
    shape, rate = draw.spread(1e-2, 50), draw.spread(1e-3, 1e3)
    points.append((shape, rate, draw.spread(1e-6, 100) / rate))
for _ in range(60):
    shape, rate = draw.spread(20, 1e4), draw.spread(1e-3, 1e3)
    points.append((shape, rate, (shape + draw.between(-12, 15) * shape**0.5) / rate))
points = [p for p in points if p[2] > 0]
family = lambda shape, rate, x: gamma_tails(x * rate, shape)
rows_of("gamma", ["shape", "rate"], gamma_log_density, family, points)
quantiles_of("gamma", ["shape", "rate"], family, points[:50] + points[130:150])
print("normal, t, gamma", flush=True)

points = []
for _ in range(120):
    df = draw.choice([float(draw.randint(1, 50)), draw.spread(0.1, 100), draw.spread(10, 1e4)])
    x = draw.choice([df, draw.spread(1e-4, 600), df + draw.between(-10, 20) * df**0.5])
    if x > 0:
        points.append((df, x))
family = lambda df, x: gamma_tails(x / 2, df / 2)
rows_of("chiSquare", ["df"], lambda df, x: gamma_log_density(df / 2, mpf(1) / 2, x), family, points)
quantiles_of("chiSquare", ["df"], family, points[:50])


# Beta and F
def beta_log_density(a, b, x):
    return (a - 1) * log(x) + (b - 1) * log(1 - x) + loggamma(a + b) - loggamma(a) - loggamma(b)


points = [(draw.spread(1e-2, 50), draw.spread(1e-2, 50), draw.random()) for _ in range(120)]
for _ in range(60):
    a, b = draw.spread(10, 5000), draw.spread(10, 5000)
    points.append((a, b, a / (a + b) + draw.between(-12, 12) * (a * b / (a + b + 1)) ** 0.5 / (a + b)))
points = [p for p in points if 0 < p[2] < 1]


def beta_family(a, b, x):
    with mp.workdps(400):
        y = 1 - x
    return beta_tails_of(x, y, a, b)


def exact_beta_log_density(a, b, x):
    with mp.workdps(400):
        return beta_log_density(a, b, x)


rows_of("beta", ["a", "b"], exact_beta_log_density, beta_family, points)
quantiles_of("beta", ["a", "b"], beta_family, points[:50] + points[125:145])


def f_tails(d1, d2, x):
    with mp.workdps(400):
        u, v = d1 * x / (d1 * x + d2), d2 / (d1 * x + d2)
    return beta_tails_of(u, v, d1 / 2, d2 / 2)


def f_log_density(d1, d2, x):
    a, b = d1 / 2, d2 / 2
    return a * log(d1 * x / (d1 * x + d2)) + b * log(d2 / (d1 * x + d2)) - log(x) + loggamma(a + b) - loggamma(a) - loggamma(b)


points = []
for _ in range(140):
    d1 = draw.choice([float(draw.randint(1, 60)), draw.spread(0.1, 2000)])
    d2 = draw.choice([float(draw.randint(1, 60)), draw.spread(0.1, 2000)])
    points.append((d1, d2, draw.choice([draw.spread(1e-3, 1e3), draw.spread(0.3, 3), draw.spread(1e-20, 1e20)])))
rows_of("f", ["df1", "df2"], f_log_density, f_tails, points)
quantiles_of("f", ["df1", "df2"], f_tails, points[:70])
print("chi-square, beta, F", flush=True)


# Poisson, binomial, negative binomial
def poisson_tails(mean, k):
    lower, upper = gamma_tails(mean, k + 1)
    return upper, lower


points = []
for _ in range(120):
    mean = draw.choice([draw.spread(1e-3, 30), draw.spread(1, 1e4)])
    points.append((mean, max(0, int(mean + draw.between(-10, 14) * mean**0.5 + draw.randint(0, 3)))))
points += [(3.0, 60), (3.0, 0), (700.0, 0), (1e6, 1000100), (1e6, 990000), (1e12, 1000001000000)]
rows_of("poisson", ["mean"], lambda m, k: k * log(m) - m - loggamma(k + 1), poisson_tails, points)
steps_of("poisson", ["mean"], poisson_tails, points)


def binomial_tails(n, p, k):
    with mp.workdps(400):
        q = 1 - p
    lower, upper = beta_tails_of(p, q, k + 1, n - k)
    return upper, lower


def binomial_log_density(n, p, k):
    with mp.workdps(400):
        q = 1 - p
    return loggamma(n + 1) - loggamma(k + 1) - loggamma(n - k + 1) + k * log(p) + (n - k) * log(q)


points = []
for _ in range(150):
    n = int(draw.choice([draw.spread(2, 60), draw.spread(50, 1e4), draw.spread(1e3, 1e6)]))
    p = draw.choice([draw.random(), draw.spread(1e-6, 0.5), 1 - draw.spread(1e-9, 0.5)])
    k = int(n * p + draw.between(-10, 10) * (n * p * (1 - p)) ** 0.5) + draw.randint(-1, 2)
    if 0 <= k < n and (n < 20000 or len(points) % 5 == 0):
        points.append((n, p, k))
rows_of("binomial", ["trials", "probability"], binomial_log_density, binomial_tails, points)
steps_of("binomial", ["trials", "probability"], binomial_tails, [p for p in points if p[0] < 20000])
print("poisson, binomial", flush=True)


def negative_binomial_tails(r, p, k):
    with mp.workdps(400):
        q = 1 - p
    return beta_tails_of(p, q, r, k + 1)


def negative_binomial_log_density(r, p, k):
    with mp.workdps(400):
        q = 1 - p
    return loggamma(r + k) - loggamma(r) - loggamma(k + 1) + r * log(p) + k * log(q)


points = []
for _ in range(130):
    r = draw.choice([draw.spread(0.01, 10), draw.spread(1, 1000)])
    p = draw.choice([draw.random(), draw.spread(1e-4, 0.5)])
    mean = r * (1 - p) / p
    k = int(draw.choice([mean * draw.random(), mean + draw.between(-1, 12) * (mean / p) ** 0.5])) + draw.randint(0, 3)
    if 0 <= k < 15000:
        points.append((r, p, k))
rows_of("negativeBinomial", ["size", "probability"], negative_binomial_log_density, negative_binomial_tails, points)
steps_of("negativeBinomial", ["size", "probability"], negative_binomial_tails, points)
print("negative binomial", flush=True)


# Hypergeometric, beta-binomial: exact sums
def summed(log_density, low, high):
    def tails(*given):
        *parameters, k = given
        values = [exp(log_density(*parameters, mpf(j))) for j in range(low(*parameters), high(*parameters) + 1)]
        cut = int(k) - low(*parameters) + 1
        return sum(values[:cut], mpf(0)), sum(values[cut:], mpf(0))

    return tails


def choose(n, k):
    return loggamma(n + 1) - loggamma(k + 1) - loggamma(n - k + 1)


def hypergeometric_log_density(m, u, n, k):
    return choose(m, k) + choose(u, n - k) - choose(m + u, n)


tails = summed(hypergeometric_log_density, lambda m, u, n: int(max(0, n - u)), lambda m, u, n: int(min(m, n)))
points = []
for _ in range(110):
    m, u = int(draw.spread(1, 600)), int(draw.spread(1, 3000))
    n = draw.randint(0, m + u)
    mean = n * m / (m + u)
    sd = (mean * u / (m + u) * (m + u - n) / max(1, m + u - 1)) ** 0.5
    k = int(mean + draw.between(-10, 10) * sd)
    if max(0, n - u) <= k <= min(m, n):
        points.append((m, u, n, k))
rows_of("hypergeometric", ["marked", "unmarked", "draws"], hypergeometric_log_density, tails, points)
steps_of("hypergeometric", ["marked", "unmarked", "draws"], tails, [p for p in points if p[3] > max(0, p[2] - p[1])])


def beta_binomial_log_density(n, a, b, k):
    def log_beta(x, y):
        return loggamma(x) + loggamma(y) - loggamma(x + y)

    return choose(n, k) + log_beta(k + a, n - k + b) - log_beta(a, b)


tails = summed(beta_binomial_log_density, lambda n, a, b: 0, lambda n, a, b: int(n))
points = []
for _ in range(110):
    n = int(draw.spread(1, 600))
    a, b = draw.choice([(draw.spread(0.02, 20), draw.spread(0.02, 20)), (draw.spread(1, 1e8), draw.spread(1, 1e8))])
    mean = n * a / (a + b)
    sd = (mean * b / (a + b) * (a + b + n) / (a + b + 1)) ** 0.5
    k = draw.choice([draw.randint(0, n), int(mean + draw.between(-6, 6) * sd)])
    if 0 <= k <= n:
        points.append((n, a, b, k))
rows_of("betaBinomial", ["trials", "a", "b"], beta_binomial_log_density, tails, points)
steps_of("betaBinomial", ["trials", "a", "b"], tails, points)

write(
    "distributions.json",
    "Computed by scripts/golden/distributions.py with mpmath at 50 digits; arguments are exact doubles, null where a tail is below 1e-300.",
    tables,
)
