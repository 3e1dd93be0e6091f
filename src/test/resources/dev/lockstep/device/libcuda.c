/*
 * Stands in for the NVIDIA driver's library and answers what answers.h says: INIT_RESULT, DRIVER_VERSION, GPU_COUNT and
 * the array GPUS. Like the driver it refuses to be asked about devices before cuInit, and its device handles are not
 * the devices' numbers.
 */
#include <stddef.h>
#include <string.h>

struct gpu {
  const char *name;
  size_t memory;
  int major;
  int minor;
};

#include "answers.h"

enum { SUCCESS = 0, INVALID_VALUE = 1, NOT_INITIALIZED = 3, INVALID_DEVICE = 101, FIRST_HANDLE = 4711 };

static int initialized = 0;

static const struct gpu *gpu_of(int handle) {
  int index = handle - FIRST_HANDLE;
  return initialized && index >= 0 && index < GPU_COUNT ? &GPUS[index] : NULL;
}

int cuInit(unsigned int flags) {
  if (flags != 0) {
    return INVALID_VALUE;
  }
  initialized = INIT_RESULT == SUCCESS;
  return INIT_RESULT;
}

int cuDriverGetVersion(int *version) {
  *version = DRIVER_VERSION;
  return SUCCESS;
}

int cuGetErrorName(int error, const char **name) {
  if (error != 804) {
    *name = NULL;
    return INVALID_VALUE;
  }
  *name = "CUDA_ERROR_COMPAT_NOT_SUPPORTED_ON_DEVICE";
  return SUCCESS;
}

int cuDeviceGetCount(int *count) {
  *count = GPU_COUNT;
  return initialized ? SUCCESS : NOT_INITIALIZED;
}

int cuDeviceGet(int *handle, int index) {
  *handle = FIRST_HANDLE + index;
  return gpu_of(*handle) != NULL ? SUCCESS : INVALID_DEVICE;
}

int cuDeviceGetName(char *name, int length, int handle) {
  const struct gpu *gpu = gpu_of(handle);
  if (gpu == NULL || (size_t)length <= strlen(gpu->name)) {
    return INVALID_VALUE;
  }
  strcpy(name, gpu->name);
  return SUCCESS;
}

int cuDeviceTotalMem_v2(size_t *bytes, int handle) {
  const struct gpu *gpu = gpu_of(handle);
  if (gpu == NULL) {
    return INVALID_DEVICE;
  }
  *bytes = gpu->memory;
  return SUCCESS;
}

int cuDeviceGetAttribute(int *value, int attribute, int handle) {
  const struct gpu *gpu = gpu_of(handle);
  if (gpu == NULL || (attribute != 75 && attribute != 76)) {
    return INVALID_VALUE;
  }
  *value = attribute == 75 ? gpu->major : gpu->minor;
  return SUCCESS;
}
