//! Frames as text, for snapshots.
