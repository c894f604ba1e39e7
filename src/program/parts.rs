//! Parts of the prelude that only some programs need: the standard modules that the interpreter lacks, classes with
//! more than methods, numpy and pandas. Each is loaded only for programs that use it.

/// One part, in the order in which parts are loaded: a part needs only what comes before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(super) enum Part {
    Objects,
    Exceptions,
    Generators,
    Bisect,
    Collections,
    Contextlib,
    Copy,
    Dataclasses,
    Datetime,
    Enum,
    Fractions,
    Functools,
    Heapq,
    Itertools,
    Logging,
    Math,
    Operator,
    Os,
    Pprint,
    Random,
    Rich,
    Statistics,
    Strings,
    Textwrap,
    Time,
    Tqdm,
    Typing,
    Numpy,
    Pandas,
    /// What few programs need of the modelling library itself.
    Rare,
}

impl Part {
    pub(super) const ALL: [Self; 30] = [
        Self::Objects,
        Self::Exceptions,
        Self::Generators,
        Self::Bisect,
        Self::Collections,
        Self::Contextlib,
        Self::Copy,
        Self::Dataclasses,
        Self::Datetime,
        Self::Enum,
        Self::Fractions,
        Self::Functools,
        Self::Heapq,
        Self::Itertools,
        Self::Logging,
        Self::Math,
        Self::Operator,
        Self::Os,
        Self::Pprint,
        Self::Random,
        Self::Rich,
        Self::Statistics,
        Self::Strings,
        Self::Textwrap,
        Self::Time,
        Self::Tqdm,
        Self::Typing,
        Self::Numpy,
        Self::Pandas,
        Self::Rare,
    ];

    /// Its text.
    pub(super) fn text(self) -> &'static [&'static str] {
        match self {
            Self::Objects => &[
                include_str!("prelude/objects.py"),
                include_str!("prelude/classes.py"),
            ],
            Self::Exceptions => &[include_str!("prelude/exceptions.py")],
            Self::Generators => &[include_str!("prelude/generators.py")],
            Self::Bisect => &[include_str!("prelude/stdlib/bisect.py")],
            Self::Collections => &[include_str!("prelude/stdlib/collections.py")],
            Self::Contextlib => &[include_str!("prelude/stdlib/contextlib.py")],
            Self::Copy => &[include_str!("prelude/stdlib/copy.py")],
            Self::Dataclasses => &[include_str!("prelude/stdlib/dataclasses.py")],
            Self::Datetime => &[include_str!("prelude/stdlib/datetime.py")],
            Self::Enum => &[include_str!("prelude/stdlib/enum.py")],
            Self::Fractions => &[include_str!("prelude/stdlib/fractions.py")],
            Self::Functools => &[include_str!("prelude/stdlib/functools.py")],
            Self::Heapq => &[include_str!("prelude/stdlib/heapq.py")],
            Self::Itertools => &[include_str!("prelude/stdlib/itertools.py")],
            Self::Logging => &[include_str!("prelude/stdlib/logging.py")],
            Self::Math => &[include_str!("prelude/stdlib/math.py")],
            Self::Operator => &[include_str!("prelude/stdlib/operator.py")],
            Self::Os => &[include_str!("prelude/stdlib/os.py")],
            Self::Pprint => &[include_str!("prelude/stdlib/pprint.py")],
            Self::Random => &[include_str!("prelude/stdlib/random.py")],
            Self::Rich => &[include_str!("prelude/stdlib/rich.py")],
            Self::Statistics => &[include_str!("prelude/stdlib/statistics.py")],
            Self::Strings => &[include_str!("prelude/stdlib/string.py")],
            Self::Textwrap => &[include_str!("prelude/stdlib/textwrap.py")],
            Self::Time => &[include_str!("prelude/stdlib/time.py")],
            Self::Tqdm => &[include_str!("prelude/stdlib/tqdm.py")],
            Self::Typing => &[include_str!("prelude/stdlib/typing.py")],
            Self::Numpy => &[
                include_str!("prelude/numpy/array.py"),
                include_str!("prelude/numpy/indexing.py"),
                include_str!("prelude/numpy/arithmetic.py"),
                include_str!("prelude/numpy/reductions.py"),
                include_str!("prelude/numpy/printing.py"),
                include_str!("prelude/numpy/creation.py"),
                include_str!("prelude/numpy/random.py"),
                include_str!("prelude/numpy/module.py"),
            ],
            Self::Pandas => &[
                include_str!("prelude/pandas/series.py"),
                include_str!("prelude/pandas/frame.py"),
                include_str!("prelude/pandas/printing.py"),
                include_str!("prelude/pandas/module.py"),
            ],
            // Depends on the library, so the prelude adds it.
            Self::Rare => &[],
        }
    }

    /// Parts that must be there as well.
    fn needs(self) -> &'static [Self] {
        match self {
            Self::Dataclasses | Self::Enum | Self::Fractions | Self::Exceptions | Self::Typing => {
                &[Self::Objects]
            }
            Self::Contextlib => &[Self::Objects, Self::Generators],
            Self::Heapq => &[Self::Bisect],
            Self::Numpy => &[Self::Objects, Self::Math, Self::Random],
            Self::Pandas => &[Self::Numpy],
            _ => &[],
        }
    }

    /// The part that offers a module, and the module's name in the prelude.
    pub(super) fn of_module(module: &str) -> Option<(Self, &'static str)> {
        let found = match module {
            "bisect" => (Self::Bisect, "_sw_std_bisect"),
            "collections" => (Self::Collections, "_sw_std_collections"),
            "contextlib" => (Self::Contextlib, "_sw_std_contextlib"),
            "copy" => (Self::Copy, "_sw_std_copy"),
            "dataclasses" => (Self::Dataclasses, "_sw_std_dataclasses"),
            "datetime" => (Self::Datetime, "_sw_std_datetime"),
            "enum" => (Self::Enum, "_sw_std_enum"),
            "fractions" => (Self::Fractions, "_sw_std_fractions"),
            "functools" => (Self::Functools, "_sw_std_functools"),
            "heapq" => (Self::Heapq, "_sw_std_heapq"),
            "itertools" => (Self::Itertools, "_sw_std_itertools"),
            "logging" => (Self::Logging, "_sw_std_logging"),
            "warnings" => (Self::Logging, "_sw_std_warnings"),
            "traceback" => (Self::Logging, "_sw_std_traceback"),
            "math" => (Self::Math, "_sw_std_math"),
            "operator" => (Self::Operator, "_sw_std_operator"),
            "os" => (Self::Os, "_sw_std_os"),
            "os.path" => (Self::Os, "_sw_std_os_path"),
            "pprint" => (Self::Pprint, "_sw_std_pprint"),
            "random" => (Self::Random, "_sw_std_random"),
            "rich" => (Self::Rich, "_sw_std_rich"),
            "statistics" => (Self::Statistics, "_sw_std_statistics"),
            "string" => (Self::Strings, "_sw_std_string"),
            "textwrap" => (Self::Textwrap, "_sw_std_textwrap"),
            "time" => (Self::Time, "_sw_std_time"),
            "tqdm" => (Self::Tqdm, "_sw_std_tqdm"),
            "abc" => (Self::Typing, "_sw_std_abc"),
            "typing" | "collections.abc" => (Self::Typing, "_sw_std_typing"),
            "numpy" => (Self::Numpy, "_sw_std_numpy"),
            "numpy.linalg" => (Self::Numpy, "_sw_std_numpy_linalg"),
            "numpy.random" => (Self::Numpy, "_sw_std_numpy_random"),
            "pandas" => (Self::Pandas, "_sw_std_pandas"),
            _ => return None,
        };
        Some(found)
    }
}

/// A set of parts.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Parts(u32);

impl Parts {
    /// Adds a part and whatever it needs.
    pub(super) fn add(&mut self, part: Part) {
        if self.contains(part) {
            return;
        }
        self.0 |= 1 << part as u8;
        for needed in part.needs() {
            self.add(*needed);
        }
    }

    /// Adds the part that offers a module, if there is one.
    pub(super) fn add_module(&mut self, module: &str) {
        if let Some((part, _)) = Part::of_module(module) {
            self.add(part);
        }
        // `import numpy.linalg` binds numpy itself.
        if let Some((package, _)) = module.split_once('.') {
            self.add_module(package);
        }
    }

    pub(super) fn contains(self, part: Part) -> bool {
        self.0 & (1 << part as u8) != 0
    }

    /// Its parts, in the order in which they are loaded.
    pub(super) fn iter(self) -> impl Iterator<Item = Part> {
        Part::ALL.into_iter().filter(move |part| self.contains(*part))
    }
}
