//! Who may see what.

vocabulary! {
    /// Who may see a note.
    Visibility {
        Public = "public", "Public";
        Internal = "internal", "Internal";
        Draft = "draft", "Draft";
    }
}
