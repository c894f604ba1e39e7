//! How a face acts on a walk that is being driven, and sees it.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot, watch};

use crate::walk::{Act, Refused, Walk};

/// An act on its way to the driver.
pub(super) struct Request {
    pub(super) by: String,
    pub(super) act: Act,
    pub(super) answer: oneshot::Sender<Result<(), ActError>>,
}

/// Why an act did not happen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ActError {
    /// The walk does not take it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The walk stopped over it, for example because it could not be saved.
    #[error("{0}")]
    Stopped(String),
    /// Nothing drives the walk any more.
    #[error("nothing drives this walk any more; open it again")]
    Gone,
}

/// Acts on a walk and watches it. Clones act on the same walk.
#[derive(Debug, Clone)]
pub struct Handle {
    requests: mpsc::Sender<Request>,
    seen: watch::Receiver<Arc<Walk>>,
    cancelled: watch::Sender<bool>,
}

impl Handle {
    pub(super) fn new(
        requests: mpsc::Sender<Request>,
        seen: watch::Receiver<Arc<Walk>>,
        cancelled: watch::Sender<bool>,
    ) -> Self {
        Self {
            requests,
            seen,
            cancelled,
        }
    }

    /// Lets a person do something. When this returns `Ok`, the act is saved.
    ///
    /// # Errors
    /// When the walk refuses it, it could not be saved, or nothing drives the walk.
    pub async fn act(&self, by: impl Into<String>, act: Act) -> Result<(), ActError> {
        if *self.cancelled.borrow() {
            return Err(ActError::Gone);
        }
        let (answer, said) = oneshot::channel();
        let by = by.into();
        let request = Request { by, act, answer };
        self.requests.send(request).await.map_err(|_| ActError::Gone)?;
        said.await.map_err(|_| ActError::Gone)?
    }

    /// The walk as it was last saved.
    pub fn walk(&self) -> Arc<Walk> {
        Arc::clone(&self.seen.borrow())
    }

    /// A receiver that sees every state from now on, or the latest one when it is slow.
    pub fn updates(&self) -> watch::Receiver<Arc<Walk>> {
        self.seen.clone()
    }

    /// Stops the driver at once. The walk stays as it was last saved, and can be resumed.
    pub fn cancel(&self) {
        self.cancelled.send_replace(true);
    }
}
