//! Stub, replaced by its room.
