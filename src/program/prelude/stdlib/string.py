# string.

_sw_lower = "abcdefghijklmnopqrstuvwxyz"
_sw_upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_sw_punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_sw_std_string = _sw_library(
    "string",
    {
        "ascii_lowercase": _sw_lower,
        "ascii_uppercase": _sw_upper,
        "ascii_letters": _sw_lower + _sw_upper,
        "digits": "0123456789",
        "hexdigits": "0123456789abcdefABCDEF",
        "octdigits": "01234567",
        "punctuation": _sw_punctuation,
        "whitespace": " \t\n\r\x0b\x0c",
        "printable": "0123456789" + _sw_lower + _sw_upper + _sw_punctuation + " \t\n\r\x0b\x0c",
        "capwords": lambda text, sep=None: (" " if sep is None else sep).join([w.capitalize() for w in text.split(sep)]),
    },
)
