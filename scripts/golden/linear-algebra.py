"""Writes test/golden/linear-algebra.json: answers of dense linear algebra in arbitrary precision.

Matrices are the exact doubles given. Stationary vectors belong to the entries off the diagonal, since a row of doubles
does not sum to 1 exactly; logarithms are checked by their exponential before they are written.
"""
from _grid import Draw, write
from mpmath import cos, det, diag, eigsy, expm, eye, inf, log, logm, lu_solve, matrix, mnorm, mp, mpf, sin, svd_r

mp.dps = 120
draw = Draw(20)


def doubles(values):
    """Rows of the nearest doubles."""
    return [[float(values[i, j]) for j in range(values.cols)] for i in range(values.rows)]


def column(values):
    return [float(v) for v in values]


def hilbert(n):
    return [[1 / (i + j + 1) for j in range(n)] for i in range(n)]


def orthogonal(n):
    """A random product of reflections."""
    out = eye(n)
    for _ in range(n):
        v = matrix([draw.gauss(0, 1) for _ in range(n)])
        out = out - (2 / (v.T * v)[0]) * (v * (v.T * out))
    return out


def conditioned(n, condition):
    """Singular values from 1 down to 1 / condition, evenly on the logarithmic scale."""
    values = diag([mpf(condition) ** (-mpf(k) / (n - 1)) for k in range(n)])
    return doubles(orthogonal(n) * values * orthogonal(n))


def scaled(a, rows, columns):
    return [[v * 2.0**r * 2.0**c for v, c in zip(row, columns)] for row, r in zip(a, rows)]


def gaussian(rows, columns):
    return [[draw.gauss(0, 1) for _ in range(columns)] for _ in range(rows)]


def gram(a):
    """AᵀA, rounded and exactly symmetric."""
    m = matrix(a)
    return doubles(m.T * m)


def systems():
    named = [(f"Hilbert {n}", hilbert(n)) for n in (4, 6, 8, 10, 11)]
    named += [(f"condition 1e{k}", conditioned(8, mpf(10) ** k)) for k in (2, 5, 8, 11, 13)]
    named.append(("rows and columns in unlike units", scaled(gaussian(6, 6), [-90, 0, 40, 7, -30, 60], [50, -70, 0, 3, 20, -10])))
    named.append(("Gaussian 20", gaussian(20, 20)))
    named.append(("Frank 12", [[float(min(12 - i, 12 - j)) if j >= i - 1 else 0.0 for j in range(12)] for i in range(12)]))
    solve, inverse, logs = [], [], []
    for name, a in named:
        b = [draw.gauss(0, 1) for _ in a]
        solve.append([name, a, b, column(lu_solve(matrix(a), matrix(b)))])
        logs.append([name, a, float(log(abs(det(matrix(a)))))])
        if len(a) <= 8:
            inverse.append([name, a, doubles(matrix(a) ** -1)])
    return solve, inverse, logs


def symmetric():
    named = [(f"Hilbert {n}", hilbert(n)) for n in (4, 7, 10)]
    named.append(("Gram 12", gram(gaussian(15, 12))))
    named.append(("graded", scaled(gram(gaussian(7, 5)), [0, -30, -60, -90, -20], [0, -30, -60, -90, -20])))
    indefinite = gaussian(8, 8)
    named.append(("indefinite", [[indefinite[max(i, j)][min(i, j)] for j in range(8)] for i in range(8)]))
    named.append(("Wilkinson 21", [[float(abs(10 - i)) if i == j else float(abs(i - j) == 1) for j in range(21)] for i in range(21)]))
    return [[name, a, sorted(column(eigsy(matrix(a), eigvals_only=True)), reverse=True)] for name, a in named]


def singular():
    named = [(f"Hilbert {n}", hilbert(n)) for n in (5, 9)]
    named.append(("Gaussian 12 x 7", gaussian(12, 7)))
    named.append(("Gaussian 4 x 9", gaussian(4, 9)))
    named.append(("condition 1e12", conditioned(7, mpf(10) ** 12)))
    named.append(("columns in unlike units", scaled(gaussian(9, 5), [0] * 9, [0, -100, 40, -300, 90])))
    named.append(("Laeuchli", [[1.0, 1.0, 1.0], [1e-9, 0.0, 0.0], [0.0, 1e-9, 0.0], [0.0, 0.0, 1e-9]]))
    rows = []
    for name, a in named:
        m = matrix(a) if len(a) >= len(a[0]) else matrix(a).T
        with mp.workdps(400):
            rows.append([name, a, sorted(column(svd_r(m, compute_uv=False)), reverse=True)])
    return rows


def least_squares():
    wampler = [[float(x**k) for k in range(6)] for x in range(21)]
    named = [
        ("Wampler 1 (NIST)", wampler, [float(sum(x**k for k in range(6))) for x in range(21)]),
        ("Wampler 2 (NIST)", wampler, [float(sum(mpf(x) ** k / 10**k for k in range(6))) for x in range(21)]),
        ("polynomial, large residuals", wampler, [float(round(draw.gauss(0, 1e4))) for _ in range(21)]),
        ("Gaussian 30 x 6", gaussian(30, 6), [draw.gauss(0, 1) for _ in range(30)]),
        ("Laeuchli", [[1.0, 1.0, 1.0], [1e-7, 0.0, 0.0], [0.0, 1e-7, 0.0], [0.0, 0.0, 1e-7]], [3.0, 1.0, -2.0, 0.5]),
        ("days of a year and their squares", [[1.0, 2450000.0 + 15 * k, (2450000.0 + 15 * k) ** 2] for k in range(25)], [draw.gauss(100, 10) for _ in range(25)]),
    ]
    rows = []
    for name, a, b in named:
        m = matrix(a)
        rows.append([name, a, b, column(lu_solve(m.T * m, m.T * matrix(b)))])
    return rows


def stationary_of(p):
    n = len(p)
    a = matrix(p)
    for i in range(n):
        a[i, i] = -sum(a[i, j] for j in range(n) if j != i)
    system, right = a.T.copy(), matrix(n, 1)
    for j in range(n):
        system[n - 1, j] = 1
    right[n - 1] = 1
    with mp.workdps(400):
        return column(lu_solve(system, right))


def stochastic(weights):
    rows = []
    for row in weights:
        total = sum(row)
        rows.append([w / total for w in row])
    return rows


def nearly_uncoupled(blocks, size, coupling):
    n = blocks * size
    weights = [[draw.random() * (1 if i // size == j // size else coupling * draw.random()) for j in range(n)] for i in range(n)]
    return stochastic(weights)


COURTOIS = [
    [0.85, 0, 0.149, 0.0009, 0, 0.00005, 0, 0.00005],
    [0.1, 0.65, 0.249, 0, 0.0009, 0.00005, 0, 0.00005],
    [0.1, 0.8, 0.0996, 0.0003, 0, 0, 0.0001, 0],
    [0, 0.0004, 0, 0.7, 0.2995, 0, 0.0001, 0],
    [0.0005, 0, 0.0004, 0.399, 0.6, 0.0001, 0, 0],
    [0, 0.00005, 0, 0, 0.00005, 0.6, 0.2499, 0.15],
    [0.00003, 0, 0.00003, 0.00004, 0, 0.1, 0.8, 0.0999],
    [0, 0.00005, 0, 0, 0.00005, 0.1999, 0.25, 0.55],
]


def kandori_mailath_rob(people, p, error):
    """The best-response process with rare errors: pi reaches from 1e-21 to 0.87 (QuantEcon's test of GTH)."""
    n = people + 1
    out = [[0.0] * n for _ in range(n)]
    for k in range(n):
        up = (people - k) / people * (error / 2 + (1 - error) * ((k - 1) / (people - 1) > p) + (1 - error) * ((k - 1) / (people - 1) == p) / 2) if k < people else 0.0
        if k == 0:
            up = error / 2
        down = k / people * (error / 2 + (1 - error) * ((k - 1) / (people - 1) < p) + (1 - error) * ((k - 1) / (people - 1) == p) / 2) if k > 0 else 0.0
        if k < people:
            out[k][k + 1] = up
        if k > 0:
            out[k][k - 1] = down
        out[k][k] = 1 - up - down
    return out


def stationary():
    named = [("Courtois (1977)", COURTOIS)]
    named += [(f"nearly uncoupled, {e:g}", nearly_uncoupled(3, 3, e)) for e in (1e-3, 1e-7, 1e-12, 1e-18)]
    named.append(("rare errors", kandori_mailath_rob(27, 1 / 3, 0.01)))
    named.append(("rarer errors", kandori_mailath_rob(10, 1 / 3, 1e-14)))
    named.append(("dense 20", stochastic([[draw.random() for _ in range(20)] for _ in range(20)])))
    named.append(("periodic", [[0.0, 1.0, 0.0, 0.0], [0.25, 0.0, 0.75, 0.0], [0.0, 0.5, 0.0, 0.5], [0.0, 0.0, 1.0, 0.0]]))
    return [[name, p, stationary_of(p)] for name, p in named]


# Jarrow, Lando and Turnbull (1997), A Markov model for the term structure of credit risk spreads, Table 3.
JLT = [
    [0.891, 0.0963, 0.0078, 0.0019, 0.003, 0, 0, 0],
    [0.0086, 0.901, 0.0747, 0.0099, 0.0029, 0.0029, 0, 0],
    [0.0009, 0.0291, 0.8894, 0.0649, 0.0101, 0.0045, 0, 0.0009],
    [0.0006, 0.0043, 0.0656, 0.8427, 0.0644, 0.016, 0.0018, 0.0045],
    [0.0004, 0.0022, 0.0079, 0.0719, 0.7764, 0.1043, 0.0127, 0.0241],
    [0, 0.0019, 0.0031, 0.0066, 0.0517, 0.8246, 0.0435, 0.0685],
    [0, 0, 0.0116, 0.0116, 0.0203, 0.0754, 0.6493, 0.2319],
    [0, 0, 0, 0, 0, 0, 0, 1],
]
CRAIG_SENDI = stochastic([[682, 33, 25], [154, 64, 47], [19, 19, 43]])


def generator(n, low, high):
    """Rates between low and high, the diagonal so that rows sum to 0 as nearly as doubles can."""
    out = [[draw.spread(low, high) if i != j else 0.0 for j in range(n)] for i in range(n)]
    for i in range(n):
        out[i][i] = -sum(out[i])
    return out


def birth_death(n, up, down):
    out = [[0.0] * n for _ in range(n)]
    for i in range(n):
        if i + 1 < n:
            out[i][i + 1] = up
        if i > 0:
            out[i][i - 1] = down
        out[i][i] = -sum(out[i])
    return out


def exponentials():
    named = [
        ("Moler and Van Loan (1978)", [[-49.0, 24.0], [-64.0, 31.0]]),
        ("Ward (1977), 1", [[4.0, 2.0, 0.0], [1.0, 4.0, 1.0], [1.0, 1.0, 4.0]]),
        ("Ward (1977), 2", [
            [29.87942128909879, 0.7815750847907159, -2.289519314033932],
            [0.7815750847907159, 25.72656945571064, 8.680737820540137],
            [-2.289519314033932, 8.680737820540137, 34.39400925519054]]),
        ("Ward (1977), 3", [[-131.0, 19.0, 18.0], [-390.0, 56.0, 54.0], [-387.0, 57.0, 52.0]]),
        ("Ward (1977), 4", [[1e-10 if (i, j) == (9, 0) else float(j == i + 1) for j in range(10)] for i in range(10)]),
        ("Al-Mohy and Higham (2009)", [[1.0, 1e6], [0.0, -1.0]]),
        ("nearly the same eigenvalues", [[1 + 1e-5, 1.0], [0.0, 1 - 1e-5]]),
        ("rotation", [[0.0, -2.5], [2.5, 0.0]]),
        ("Gaussian 6", gaussian(6, 6)),
        ("Gaussian 10, large", [[4 * v for v in row] for row in gaussian(10, 10)]),
        ("Gaussian 5, small", [[v / 1000 for v in row] for row in gaussian(5, 5)]),
    ]
    rates = [
        ("birth and death", birth_death(8, 0.25, 0.2)),
        ("generator", generator(8, 1e-3, 1.0)),
        ("generator with rare moves", generator(8, 1e-9, 10.0)),
        ("chain one way", [[-1.5e-3 * (i == j and i < 9) + 1.5e-3 * (j == i + 1) for j in range(10)] for i in range(10)]),
        ("fast and slow", generator(5, 1e-6, 1000.0)),
    ]
    rows = [["exponential", name, a, doubles(expm(matrix(a), method="taylor"))] for name, a in named]
    return rows + [["generator", name, a, doubles(expm(matrix(a), method="taylor"))] for name, a in rates]


def logarithms():
    cycle = stochastic([[0.5 * (i == j) + 1.0 * (j == (i + 1) % 5) * 0.45 + 0.01 for j in range(5)] for i in range(5)])
    turn = matrix([[cos(mpf(3)), -sin(mpf(3))], [sin(mpf(3)), cos(mpf(3))]])
    named = [
        ("Jarrow, Lando and Turnbull (1997)", JLT),
        ("Craig and Sendi (2002)", CRAIG_SENDI),
        ("cycle, complex eigenvalues", cycle),
        ("rotation by 3", doubles(turn)),
        ("near I", [[float(i == j) + v / 1e7 for j, v in enumerate(row)] for i, row in enumerate(gaussian(5, 5))]),
        ("triangle far from normal", [[1.0, 1e3, 1e5], [0.0, 2.0, 1e3], [0.0, 0.0, 3.0]]),
        ("exponential of a Gaussian 7", doubles(expm(matrix([[v / 2 for v in row] for row in gaussian(7, 7)]), method="taylor"))),
        ("Gram 6", gram(gaussian(9, 6))),
        ("unlike sizes", [[1e8, 2e4, 1.0], [3e4, 5e2, 0.1], [2.0, 0.3, 1e-3]]),
    ]
    rows = []
    for name, a in named:
        value = logm(matrix(a))
        back = expm(value, method="taylor")
        assert mnorm(back - matrix(a), inf) < mpf(10) ** -60 * mnorm(matrix(a), inf), name
        assert max(abs(v.imag) for v in value) < mpf(10) ** -60, name
        rows.append([name, a, doubles(value.apply(lambda v: v.real))])
    return rows


def main():
    solve, inverse, logs = systems()
    tables = {
        "solve": (["name", "matrix", "right", "value"], solve),
        "inverse": (["name", "matrix", "value"], inverse),
        "logDeterminant": (["name", "matrix", "value"], logs),
        "eigenvalues": (["name", "matrix", "value"], symmetric()),
        "singularValues": (["name", "matrix", "value"], singular()),
        "leastSquares": (["name", "matrix", "right", "value"], least_squares()),
        "stationary": (["name", "matrix", "value"], stationary()),
        "exponential": (["kind", "name", "matrix", "value"], exponentials()),
        "logarithm": (["name", "matrix", "value"], logarithms()),
    }
    source = (
        "Computed by scripts/golden/linear-algebra.py with mpmath at 120 digits; matrices are exact doubles. Stationary "
        "vectors belong to the entries off the diagonal."
    )
    write("linear-algebra.json", source, {k: {"columns": c, "rows": r} for k, (c, r) in tables.items()})


main()
