/** A program on the module path. */
module harm.modular {}
