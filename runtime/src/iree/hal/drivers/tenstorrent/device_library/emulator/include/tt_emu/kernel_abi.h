// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// What the emulated device and the kernels that it compiled share: the state
// of one RISC-V processor ("context"), its circular buffers, and the table of
// functions a kernel calls into the device with. Included by both sides, so it
// uses nothing but <stdint.h>. Any change of layout or meaning must raise
// TT_EMU_ABI_VERSION: compiled kernels stay in an on-disk cache.
//
// A kernel finds its context without a global or thread-local variable: every
// fiber's stack lies in a region of TT_EMU_STACK_REGION_SIZE bytes, aligned to
// that size, with the context at the region's start.

#ifndef IREE_TENSTORRENT_EMULATOR_TT_EMU_KERNEL_ABI_H_
#define IREE_TENSTORRENT_EMULATOR_TT_EMU_KERNEL_ABI_H_

#include <stdint.h>

#define TT_EMU_ABI_VERSION 2u
#define TT_EMU_STACK_REGION_SIZE (512u * 1024u)
#define TT_EMU_MAX_CIRCULAR_BUFFERS 32u
#define TT_EMU_UNUSED_FORMAT 255u

// L1 of core i is mapped at l1_base of that core; the base is a multiple of
// the stride, so that `address % stride` is the core-local address whichever
// core's L1 the address was formed from.
#define TT_EMU_L1_STRIDE (2u * 1024u * 1024u)

// The symbol of a compiled kernel: const TtEmuKernelInfo.
#define TT_EMU_KERNEL_SYMBOL "tt_emu_kernel"

struct TtEmuContext;
struct TtEmuTileApi;     // tile_abi.h
struct TtEmuTileEngine;  // opaque to kernels

// Values of tt_kernel_role_t.
enum TtEmuRole : uint32_t {
  kTtEmuReader = 0,
  kTtEmuCompute = 1,
  kTtEmuWriter = 2,
};

// The view that one RISC-V has of a circular buffer; member names are those
// of tt-metal's LocalCBInterface. All in bytes (also on compute processors).
struct LocalCBInterface {
  uint32_t fifo_size;
  uint32_t fifo_limit;  // first address after the buffer
  uint32_t fifo_page_size;
  uint32_t fifo_num_pages;
  uint32_t fifo_rd_ptr;
  uint32_t fifo_wr_ptr;
  uint32_t fifo_wr_tile_ptr;
  uint32_t reserved;
};

// The state of a circular buffer that the processors of a core share. All of
// them run on one host thread, so plain integers do.
struct TtEmuCbState {
  uint32_t page_count;  // 0: not configured
  uint32_t received;    // pages pushed since the launch began
  uint32_t acked;       // pages popped
  // Pages that a cb_wait_front found there, beyond `acked`; popping more than
  // that is a race on silicon.
  uint32_t waited;
  // Pages that a cb_reserve_back found free, beyond `received`.
  uint32_t reserved;
  // Not 0: push and pop must take the slow path (a fiber waits).
  uint32_t waiters;
  uint32_t max_waited;    // highest acked + waited so far
  uint32_t max_occupied;  // highest received - acked so far (profiling)
};

// What a program is, the same for all its cores.
struct TtEmuProgramInfo {
  uint8_t cb_format[TT_EMU_MAX_CIRCULAR_BUFFERS];  // DataFormat or UNUSED
  uint8_t cb_unpack_to_dest_mode[TT_EMU_MAX_CIRCULAR_BUFFERS];
  uint32_t cb_page_size[TT_EMU_MAX_CIRCULAR_BUFFERS];
  uint32_t cb_page_count[TT_EMU_MAX_CIRCULAR_BUFFERS];
  uint32_t arch;          // tt_arch_t
  uint8_t math_fidelity;  // 0 LoFi, 2 HiFi2, 3 HiFi3, 4 HiFi4
  uint8_t fp32_dest_acc_en;
  uint8_t dst_full_sync_en;
  uint8_t math_approx_mode;
};

// What one processor did in one launch. `*_cycles` are device cycles by the
// model of docs/emulator.md.
struct TtEmuCounters {
  uint64_t dram_read_bytes;
  uint64_t dram_write_bytes;
  uint64_t noc_read_bytes;
  uint64_t noc_write_bytes;
  uint64_t noc_transactions;
  uint64_t fpu_tile_ops;
  uint64_t sfpu_tile_ops;
  uint64_t pack_tile_ops;
  uint64_t unpack_tile_ops;
  uint64_t noc_cycles;
  uint64_t unpack_cycles;
  uint64_t math_cycles;
  uint64_t pack_cycles;
};

// Comparison of a semaphore wait.
enum TtEmuCompare : uint32_t {
  kTtEmuEqual = 0,
  kTtEmuAtLeast = 1,
};

// Options of a NoC write; or-ed.
enum TtEmuWriteFlag : uint32_t {
  kTtEmuWritePosted = 1u,
  kTtEmuWriteMulticast = 2u,
  kTtEmuWriteLoopback = 4u,  // multicast that may include the sender
  kTtEmuWriteLinked = 8u,
  kTtEmuWriteOnePacket = 16u,
};

// No transaction id.
#define TT_EMU_NO_TRID 0xffffffffu

// What a kernel calls. Every function takes the caller's own context. Those
// that fail do not return: the error ends the launch.
struct TtEmuApi {
  uint32_t abi_version;

  // Ends the launch with `status` (tt_status_t) and a message; the device
  // adds core, kernel and role. Never returns.
  void (*fail)(TtEmuContext* ctx, uint32_t status, const char* format, ...)
#if defined(__GNUC__)
      __attribute__((noreturn, format(printf, 3, 4)))
#endif
      ;

  // Circular buffers: the cases that the inline paths of circular_buffer.h
  // leave (blocking, waking, errors).
  void (*cb_reserve_back)(TtEmuContext* ctx, uint32_t cb, uint32_t pages);
  void (*cb_push_back)(TtEmuContext* ctx, uint32_t cb, uint32_t pages);
  void (*cb_wait_front)(TtEmuContext* ctx, uint32_t cb, uint32_t pages);
  void (*cb_pop_front)(TtEmuContext* ctx, uint32_t cb, uint32_t pages);

  // Lets other fibers run; returns when all that could run did.
  void (*yield)(TtEmuContext* ctx);

  // Blocks until the word at a local L1 address compares to `value`.
  void (*semaphore_wait)(TtEmuContext* ctx, uint32_t l1_address, uint32_t value,
                         TtEmuCompare compare);
  // Stores to a word of the own core's L1 and wakes who waits for it.
  void (*semaphore_set)(TtEmuContext* ctx, uint32_t l1_address, uint32_t value);
  // Atomic increment through the NoC.
  void (*semaphore_inc)(TtEmuContext* ctx, uint64_t noc_address,
                        uint32_t increment, uint32_t wrap, uint32_t noc);
  // Writes `value` (bytes enabled by `byte_enable`) through the NoC.
  void (*inline_write)(TtEmuContext* ctx, uint64_t noc_address, uint32_t value,
                       uint32_t byte_enable, uint32_t flags, uint32_t noc);

  // Reads arrive at the barrier, writes leave at the flush or barrier.
  void (*noc_read)(TtEmuContext* ctx, uint64_t source, uint32_t l1_target,
                   uint32_t size, uint32_t one_packet, uint32_t trid,
                   uint32_t noc);
  void (*noc_write)(TtEmuContext* ctx, uint32_t l1_source, uint64_t target,
                    uint32_t size, uint32_t destination_count, uint32_t flags,
                    uint32_t trid, uint32_t noc);
  // As noc_write, but the source is read at once and pollers are woken: the
  // 4-byte writes of noc_semaphore_set_remote and _set_multicast.
  void (*semaphore_write)(TtEmuContext* ctx, uint32_t l1_source,
                          uint64_t target, uint32_t destination_count,
                          uint32_t flags, uint32_t noc);
  void (*read_barrier)(TtEmuContext* ctx, uint32_t trid, uint32_t noc);
  // `acknowledged` 0: writes_flushed; 1: write_barrier.
  void (*write_barrier)(TtEmuContext* ctx, uint32_t acknowledged, uint32_t trid,
                        uint32_t noc);
  void (*atomic_barrier)(TtEmuContext* ctx, uint32_t noc);

  // DPRINT: text of `size` bytes, printed when a line is complete.
  void (*print)(TtEmuContext* ctx, const char* text, uint32_t size);
};

// The state of one processor; at the start of its fiber's stack region.
struct TtEmuContext {
  const TtEmuApi* api;
  // Shared state of the core's circular buffers, [32].
  TtEmuCbState* cb_state;
  const TtEmuProgramInfo* program;

  // Tile engine; of the compute processor only.
  const TtEmuTileApi* tile_api;
  TtEmuTileEngine* tile_engine;

  // NoC coordinates (y << 6 | x) of each bank as seen from each NoC, and the
  // same for the L1 banks (workers).
  const uint16_t* dram_bank_to_noc_xy[2];
  const uint16_t* l1_bank_to_noc_xy[2];

  // Host addresses below 4 GiB.
  uint32_t l1_base;
  uint32_t l1_size;
  uint32_t semaphore_base;  // semaphore i at + 16 i
  uint32_t semaphore_count;
  uint32_t unique_args;
  uint32_t unique_arg_count;
  uint32_t common_args;
  uint32_t common_arg_count;

  // Transactions that are issued and not complete; the inline circular-buffer
  // paths check for 0.
  uint32_t pending_reads;
  uint32_t pending_writes;

  uint32_t role;
  uint32_t core_index;
  uint32_t noc_index;
  uint8_t my_x[2];
  uint8_t my_y[2];
  uint8_t logical_x;
  uint8_t logical_y;
  uint8_t print_enabled;
  uint8_t reserved;

  // The processor's own view of the buffers.
  LocalCBInterface cb[TT_EMU_MAX_CIRCULAR_BUFFERS];

  // State kept by set_state calls: [read, write] by NoC.
  uint64_t state_address[2][2];
  uint32_t state_size[2][2];
  uint32_t state_trid[2][2];

  TtEmuCounters counters;
};

// Exported by a compiled kernel under TT_EMU_KERNEL_SYMBOL.
struct TtEmuKernelInfo {
  uint32_t abi_version;
  uint32_t role;
  void (*run)();
};

#if defined(__x86_64__)
#define TT_EMU_STACK_POINTER(out) __asm__("movq %%rsp, %0" : "=r"(out))
#elif defined(__aarch64__)
#define TT_EMU_STACK_POINTER(out) __asm__("mov %0, sp" : "=r"(out))
#else
#define TT_EMU_STACK_POINTER(out) \
  ((out) = reinterpret_cast<uintptr_t>(__builtin_frame_address(0)))
#endif

// The context of the fiber that calls. Only for code that runs on a fiber.
__attribute__((always_inline)) inline TtEmuContext* tt_emu_context() {
  uintptr_t stack_pointer;
  TT_EMU_STACK_POINTER(stack_pointer);
  return reinterpret_cast<TtEmuContext*>(
      stack_pointer & ~static_cast<uintptr_t>(TT_EMU_STACK_REGION_SIZE - 1));
}

#endif  // IREE_TENSTORRENT_EMULATOR_TT_EMU_KERNEL_ABI_H_
