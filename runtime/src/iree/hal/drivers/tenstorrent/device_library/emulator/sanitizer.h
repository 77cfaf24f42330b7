// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// What AddressSanitizer and ThreadSanitizer must be told about fibers; no code
// in builds without them.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_SANITIZER_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_SANITIZER_H_

#include <cstddef>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TT_EMULATOR_ASAN 1
#endif
#if __has_feature(thread_sanitizer)
#define TT_EMULATOR_TSAN 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define TT_EMULATOR_ASAN 1
#endif
#if defined(__SANITIZE_THREAD__)
#define TT_EMULATOR_TSAN 1
#endif

#if defined(TT_EMULATOR_ASAN)
extern "C" {
void __sanitizer_start_switch_fiber(void** fake_stack_save, const void* bottom,
                                    size_t size);
void __sanitizer_finish_switch_fiber(void* fake_stack_save,
                                     const void** bottom_old, size_t* size_old);
void __asan_unpoison_memory_region(void const volatile* address, size_t size);
}
#endif
#if defined(TT_EMULATOR_TSAN)
extern "C" {
void* __tsan_get_current_fiber(void);
void* __tsan_create_fiber(unsigned flags);
void __tsan_destroy_fiber(void* fiber);
void __tsan_switch_to_fiber(void* fiber, unsigned flags);
}
#endif

namespace tt_emulator {

#if defined(TT_EMULATOR_ASAN)
inline void AsanStartSwitch(void** save, const void* bottom, size_t size) {
  __sanitizer_start_switch_fiber(save, bottom, size);
}
inline void AsanFinishSwitch(void* save) {
  __sanitizer_finish_switch_fiber(save, nullptr, nullptr);
}
// A fiber that never returned leaves its frames' red zones behind.
inline void AsanForgetStack(const void* bottom, size_t size) {
  __asan_unpoison_memory_region(bottom, size);
}
#else
inline void AsanStartSwitch(void**, const void*, size_t) {}
inline void AsanFinishSwitch(void*) {}
inline void AsanForgetStack(const void*, size_t) {}
#endif

#if defined(TT_EMULATOR_TSAN)
inline void* TsanCurrentFiber() { return __tsan_get_current_fiber(); }
inline void* TsanCreateFiber() { return __tsan_create_fiber(0); }
inline void TsanDestroyFiber(void* fiber) {
  if (fiber != nullptr) __tsan_destroy_fiber(fiber);
}
inline void TsanSwitch(void* fiber) { __tsan_switch_to_fiber(fiber, 0); }
#else
inline void* TsanCurrentFiber() { return nullptr; }
inline void* TsanCreateFiber() { return nullptr; }
inline void TsanDestroyFiber(void*) {}
inline void TsanSwitch(void*) {}
#endif

}  // namespace tt_emulator

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_EMULATOR_SANITIZER_H_
