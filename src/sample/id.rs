//! Permanent identities. They sort by the time they were made and are never renumbered.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::ContentHash;

/// A text that is not an identity.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an id: a UUID such as 019b4b5e-8c3a-7000-8000-000000000001 is needed")]
pub struct IdError(pub String);

macro_rules! identity {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A fresh identity (UUIDv7: time and randomness).
            pub fn fresh() -> Self {
                Self(Uuid::now_v7())
            }

            /// The identity of something that follows from `cause` alone: a UUIDv7 whose time stamp is `millis` and
            /// whose random bits come from the hash. Asking twice gives the same identity, which is what makes a
            /// seeded batch resumable and its output equal from run to run.
            pub fn derived(millis: u64, cause: &ContentHash) -> Self {
                let mut random = [0; 10];
                random.copy_from_slice(&cause.bytes()[..10]);
                Self(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
            }

            /// The last eight hexadecimal digits, for people: the first ones are only the time.
            pub fn short(&self) -> String {
                let text = self.0.simple().to_string();
                text[24..].to_owned()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.short())
            }
        }

        impl std::str::FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::try_parse(text).map(Self).map_err(|_| IdError(text.to_owned()))
            }
        }
    };
}

identity! {
    /// Identity of a sample; all its versions share it.
    SampleId
}

identity! {
    /// Identity of a walk.
    WalkId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derived_ids_repeat_and_differ_by_cause() {
        let (one, two) = (ContentHash::of(["1"]), ContentHash::of(["2"]));
        assert_eq!(SampleId::derived(5, &one), SampleId::derived(5, &one));
        assert_ne!(SampleId::derived(5, &one), SampleId::derived(5, &two));
        assert!(SampleId::derived(5, &two) < SampleId::derived(6, &one));
    }

    #[test]
    fn fresh_ids_read_back() {
        let id = WalkId::fresh();
        assert_eq!(id.to_string().parse(), Ok(id));
        assert!("12".parse::<WalkId>().is_err());
    }
}
