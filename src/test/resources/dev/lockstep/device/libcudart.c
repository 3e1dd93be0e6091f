/* Stands in for CUDA's runtime library; RUNTIME_VERSION is set by the compiler's command line. */
int cudaRuntimeGetVersion(int *version) {
  *version = RUNTIME_VERSION;
  return 0;
}
