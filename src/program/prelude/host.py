# What every layer stands on. The rewriter calls these functions in place of Python's own operators and builtins;
# programs cannot name anything that starts with `_sw_`: the rewriter refuses it. The interpreter knows no operator
# methods, no inheritance and no decorators on methods, hence plain functions that look at the types.
#
# A layer gives, in its own words: the classes `_sw_Var`, `_sw_ExprBuilder` (what a sum makes), `_sw_LinExpr`,
# `_sw_QuadExpr` and `_sw_NlExpr`; the groups `_sw_linear`, `_sw_expression`, `_sw_relation` and `_sw_layer`;
# `_sw_number`, `_sw_product`, `_sw_quotient`, `_sw_pow`, `_sw_scales_in_place`, `_sw_in_place`, `_sw_rshift`, `_sw_relate`, `_sw_truth`, `_sw_unequal`,
# `_sw_tupledict_member`, `_sw_array_member`, `_sw_read_attribute`, `_sw_write_attribute`, `_sw_foreign`,
# `_sw_error_name` and `_sw_infinity`.

_sw_now = [0]
_sw_models = []


def _sw_at(line, receiver):
    _sw_now[0] = line
    return receiver


def _sw_unsupported(what):
    # The host ends the run at this call; no handler of the program sees it.
    _sw_host("unsupported", what)


def _sw_type_name(value):
    return type(value).__name__


_sw_type = type(int)


def _sw_is_type(value):
    # The interpreter has `type` as a function only.
    return type(value) is _sw_type


def _sw_find_error():
    import re

    # The interpreter has no class inheritance, so an exception type that programs never name stands for the vendor's.
    return re.PatternError


_sw_Error = _sw_find_error()


def _sw_make_holders():
    class Constants:
        def __init__(self, label):
            self.label = label

    class Names:
        def __init__(self, label, names):
            self.label = label
            self.names = names

    return Constants, Names


_sw_Constants, _sw_Names = _sw_make_holders()
