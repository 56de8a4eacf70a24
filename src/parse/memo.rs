//! What later stages have worked out of a text alone, kept with the text for as long as it stays what it is.

use std::any::{Any, TypeId};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// Values by their types. A copy begins empty: who copies a text is about to change it.
#[derive(Default)]
pub(super) struct Memo(Mutex<Vec<(TypeId, Arc<dyn Any + Send + Sync>)>>);

impl Memo {
    /// The value of a type, made when it is first asked for.
    pub(super) fn get<T: Any + Send + Sync>(&self, make: impl FnOnce() -> T) -> Arc<T> {
        let known = || {
            let values = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            values.iter().find(|(own, _)| *own == TypeId::of::<T>()).map(|(_, value)| Arc::clone(value))
        };
        if let Some(Ok(value)) = known().map(Arc::downcast) {
            return value;
        }
        // Outside of the lock; whoever is second makes the same.
        let value = Arc::new(make());
        let mut values = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        values.push((TypeId::of::<T>(), Arc::clone(&value) as Arc<dyn Any + Send + Sync>));
        value
    }

    pub(super) fn clear(&mut self) {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl Clone for Memo {
    fn clone(&self) -> Self {
        Memo::default()
    }
}

impl fmt::Debug for Memo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memo")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_once_and_not_copied() {
        let mut memo = Memo::default();
        assert_eq!((*memo.get(|| 1_u8), *memo.get(|| 2_u8), *memo.get(|| 3_u16)), (1, 1, 3));
        assert_eq!(*memo.clone().get(|| 4_u8), 4);
        memo.clear();
        assert_eq!(*memo.get(|| 5_u8), 5);
    }
}
