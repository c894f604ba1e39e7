//! Python around the models: what programs commonly use behaves as it does in Python, whose prints are expected.

use super::*;

#[rstest]
#[case::main("if __name__ == '__main__':\n    print('main')", "main")]
#[case::arithmetic("print(7 // 2, -7 % 3, 2 ** 3, 7 / 2, 1 - 2 - 3, -2 ** 2)", "3 2 8 3.5 -4 -4")]
#[case::texts("print('a' + 'b' + str(1), 'ab' * 2, [1] + [2] + [3])", "ab1 abab [1, 2, 3]")]
#[case::percent(
    "print('%d %5.2f|%-4s|%s %% %05d %+d %e' % (3, 2.5, 'a', [1], 42, 7, 12345.678))",
    "3  2.50|a   |[1] % 00042 +7 1.234568e+04"
)]
#[case::percent_names("print('%(a)s-%(b)d' % {'a': 1, 'b': 2})", "1-2")]
#[case::percent_single("print('%s' % 5, '%.3f' % 1.5, 7 % 4)", "5 1.500 3")]
#[case::chained("print(1 < 2 <= 2 != 3, 3 > 2 > 2, 1 in [1] in [[1]])", "True False True")]
#[case::lazy_chain("print(1 < 0 < [][5])", "False")]
#[case::aliases("a = [1]; b = a; a += [2]; print(b)", "[1, 2]")]
#[case::changes("x = 5; x -= 2; x *= 3; x /= 2; x **= 2; x //= 3; x %= 4; print(x)", "2.0")]
#[case::items(
    "d = {'a': [0, 1]}; d['a'][1] += 5; d['a'][0] -= 1; print(d)",
    "{'a': [-1, 6]}"
)]
#[case::deleting("d = {1: 2, 3: 4}; del d[1]; l = [1, 2]; del l[0]; print(d, l)", "{3: 4} [2]")]
#[case::union("print({1: 2} | {3: 4}, {1} | {2})", "{1: 2, 3: 4} {1, 2}")]
#[case::generator("g = (i for i in [1, 2, 3]); print(next(g), list(g), list(g))", "1 [2, 3] []")]
#[case::next(
    "print(next(v for v in [1, 2] if v > 1), next((v for v in []), None))",
    "2 None"
)]
#[case::sums(
    "print(sum(i for i in range(4)), sum([[1], [2]], []), sum([0.5, 1]))",
    "6 [1, 2] 1.5"
)]
#[case::bound("d = {'a': 1, 'b': 3}; print(max(d, key=d.get))", "b")]
#[case::products(
    "from itertools import product, combinations, permutations\n\
    print(list(product([1, 2], 'a')), list(combinations([1, 2, 3], 2)), len(list(permutations([1, 2, 3]))))",
    "[(1, 'a'), (2, 'a')] [(1, 2), (1, 3), (2, 3)] 6"
)]
#[case::own_class(
    "class P:\n    def __init__(self, a):\n        self.a = a\n    def add(self, n):\n        \
    self.a += n\n        return self.a + 1\np = P(1); p.a = 5; p.a -= 1; print(p.add(2), p.a)",
    "7 6"
)]
#[case::handlers(
    "try:\n    raise KeyError('k')\nexcept (ValueError, KeyError) as e:\n    print(type(e).__name__, e)\n\
    finally:\n    print('end')",
    "KeyError 'k'\nend"
)]
#[case::closures(
    "def f(n):\n    return lambda x: x + n\nprint(f(2)(3), sorted([3, 1], key=lambda v: -v))",
    "5 [3, 1]"
)]
#[case::modules(
    "import math, json\nprint(math.sqrt(16), math.inf, json.dumps({'a': [1, None]}))",
    "4.0 inf {\"a\": [1, null]}"
)]
#[case::numbers(
    "print(0.1 + 0.2, 1e22, 1e-7, 3.0, 10**20, round(2.675, 2))",
    "0.30000000000000004 1e+22 1e-07 3.0 100000000000000000000 2.67"
)]
#[case::formats(
    "w = 8; print(f'{3.14159:{w}.2f}|{\"x\":^5}|{1e6:,.0f}|{0.5:.1%}')",
    "    3.14|  x  |1,000,000|50.0%"
)]
fn behaves_as_python(#[case] program: &str, #[case] expected: &str) {
    assert_eq!(prints(program).trim_end_matches('\n'), expected);
}

#[test]
fn small_standard_modules_work() {
    let program = "import copy, heapq, bisect\nfrom statistics import mean, median\n\
        a = {1: [2]}\nb = copy.deepcopy(a)\nb[1].append(3)\nprint(a, b)\n\
        h = []\nfor i in (3, 1, 2):\n    heapq.heappush(h, i)\nprint(heapq.heappop(h), heapq.nlargest(1, h))\n\
        print(bisect.bisect_left([1, 2, 2, 3], 2), mean([1, 2]), median([3, 1, 2]))\n";
    assert_eq!(prints(program), "{1: [2]} {1: [2, 3]}\n1 [3]\n1 1.5 2\n");
}
