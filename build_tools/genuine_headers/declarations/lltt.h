// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Declares what tt-metal's headers use of SFPI's replay buffer. For type
// checks only: nothing here is ever run.

#ifndef TENSTORRENT_DECLARATIONS_LLTT_H_
#define TENSTORRENT_DECLARATIONS_LLTT_H_

namespace lltt {

enum ExecBool : bool { NoExec, Exec };

template <ExecBool exec = NoExec>
inline void record(unsigned start, unsigned length) {}
inline void replay(unsigned start, unsigned length) {}
constexpr unsigned replay_insn(unsigned start, unsigned length) {
  return start ^ length;
}

}  // namespace lltt

#endif  // TENSTORRENT_DECLARATIONS_LLTT_H_
