//! Tests of whole notes.
