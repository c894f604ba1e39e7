//! Numbers by value, with the tolerance of programs that round.

/// Equal up to how programs round: 1e-6 of the larger, sign aside.
pub(in crate::check) fn same(a: f64, b: f64) -> bool {
    let (a, b) = (a.abs(), b.abs());
    a.is_finite() && b.is_finite() && (a - b).abs() <= 1e-6 * a.max(b) + 1e-12
}

/// Places by value, for look-ups with tolerance.
pub(in crate::check) struct Index<T> {
    sorted: Vec<(f64, T)>,
}

impl<T: Copy + Ord> Index<T> {
    /// Indexes by absolute value; what is not finite is left out.
    pub(in crate::check) fn new(entries: impl IntoIterator<Item = (f64, T)>) -> Self {
        let finite = entries
            .into_iter()
            .map(|(value, at)| (value.abs(), at))
            .filter(|(value, _)| value.is_finite());
        let mut sorted: Vec<(f64, T)> = finite.collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        sorted.dedup_by(|a, b| a.0.total_cmp(&b.0).is_eq() && a.1 == b.1);
        Self { sorted }
    }

    pub(in crate::check) fn at(&self, value: f64) -> impl Iterator<Item = T> + '_ {
        let value = value.abs();
        let first = self
            .sorted
            .partition_point(|(known, _)| *known < value && !same(*known, value));
        self.sorted[first..]
            .iter()
            .take_while(move |(known, _)| same(*known, value))
            .map(|(_, at)| *at)
    }

    /// Every value, without its sign.
    pub(in crate::check) fn values(&self) -> impl Iterator<Item = f64> + '_ {
        self.sorted.iter().map(|(value, _)| *value)
    }

    pub(in crate::check) fn holds(&self, value: f64) -> bool {
        self.at(value).next().is_some()
    }
}
