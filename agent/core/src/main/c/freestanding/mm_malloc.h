/* What the compiler's own headers include and we do not need: no C library. */
