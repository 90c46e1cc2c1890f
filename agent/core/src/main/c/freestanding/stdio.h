/* jni.h includes it and uses nothing of it; so no C library's headers are needed, for whichever machine. */
