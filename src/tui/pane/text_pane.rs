//! What the panes that show one text have in common.
