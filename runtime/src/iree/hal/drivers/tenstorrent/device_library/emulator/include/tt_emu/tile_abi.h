// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The table of functions through which a compute kernel uses the tile engine:
// unpacker, DST registers, FPU, SFPU and packer of its core. Every function
// takes the caller's own context; one that fails does not return. Tiles are
// 32x32; DST tile `dst` has 1024 elements of 32 bits in the engine, whatever
// the DST mode (a 16-bit DST drops the low half of floats).

#pragma once

#include <stdint.h>

#include "tt_emu/kernel_abi.h"

// clang-format off
// Operations of the SFPU on one DST tile, in place. Names with Int take the
// 32 bits as integers, the others as f32.
#define TT_EMU_SFPU_UNARY_OPS(X)                                           \
  X(Exp) X(Exp2) X(Expm1) X(Log) X(Log1p) X(Tanh) X(Sigmoid) X(Silu)       \
  X(Gelu) X(Sqrt) X(Rsqrt) X(Cbrt) X(Recip) X(Erf) X(Erfc) X(Sin) X(Cos)   \
  X(Tan) X(Asin) X(Acos) X(Atan) X(Sinh) X(Cosh) X(Asinh) X(Acosh)         \
  X(Atanh) X(Abs) X(Negative) X(Square) X(Sign) X(Relu) X(IsNan) X(IsInf)  \
  X(IsFinite) X(Eqz) X(Nez) X(Ltz) X(Gtz) X(Lez) X(Gez) X(Floor) X(Ceil)   \
  X(Trunc) X(Round) X(AddScalar) X(SubScalar) X(MulScalar) X(RsubScalar)   \
  X(MaxScalar) X(MinScalar) X(EqScalar) X(NeScalar) X(GtScalar)            \
  X(GeScalar) X(LtScalar) X(LeScalar) X(ReluMax) X(ReluMin) X(LeakyRelu)   \
  X(Signbit) X(IsPosInf) X(IsNegInf) X(Heaviside) X(BitwiseNot) X(AbsInt)  \
  X(NegativeInt) X(EqzInt) X(NezInt) X(LtzInt) X(GtzInt) X(LezInt)         \
  X(GezInt) X(Fill) X(AddScalarInt) X(SubScalarInt) X(MaxScalarInt)        \
  X(MinScalarInt) X(AndScalar) X(OrScalar) X(XorScalar) X(LeftShift)       \
  X(RightShift) X(FloatToInt32) X(FloatToUInt32) X(FloatToUInt16)          \
  X(FloatToFloat16B) X(Int32ToFloat) X(UInt32ToFloat) X(CastCopy)

// Operations on two DST tiles and a third for the result.
#define TT_EMU_SFPU_BINARY_OPS(X)                                          \
  X(Add) X(Sub) X(Mul) X(Div) X(Rsub) X(Power) X(Max) X(Min) X(MaxInt)     \
  X(MinInt) X(AddInt) X(SubInt) X(MulInt) X(DivIntTrunc) X(DivIntFloor)    \
  X(LtInt) X(GtInt) X(LeInt) X(GeInt) X(And) X(Or) X(Xor) X(ShiftLeft)     \
  X(ShiftRight) X(ShiftRightLogical) X(CopySecond)
// clang-format on

#define TT_EMU_UNARY_ENUMERATOR(name) kTtEmuUnary##name,
enum TtEmuUnaryOp : uint32_t {
  TT_EMU_SFPU_UNARY_OPS(TT_EMU_UNARY_ENUMERATOR) kTtEmuUnaryOpCount
};
#undef TT_EMU_UNARY_ENUMERATOR

#define TT_EMU_BINARY_ENUMERATOR(name) kTtEmuBinary##name,
enum TtEmuBinaryOp : uint32_t {
  TT_EMU_SFPU_BINARY_OPS(TT_EMU_BINARY_ENUMERATOR) kTtEmuBinaryOpCount
};
#undef TT_EMU_BINARY_ENUMERATOR

// What the unpacker and the FPU do to tiles.
enum TtEmuUnpackOp : uint8_t {
  kTtEmuUnpackNone = 0,
  kTtEmuUnpackCopy = 1,
  kTtEmuUnpackAdd = 2,
  kTtEmuUnpackSub = 3,
  kTtEmuUnpackMul = 4,
  kTtEmuUnpackMatmul = 5,
  kTtEmuUnpackReduce = 6,
  kTtEmuUnpackTranspose = 7,
  kTtEmuUnpackBroadcast = 8,
  kTtEmuUnpackTilize = 9,
  kTtEmuUnpackUntilize = 10,
  kTtEmuUnpackTransposeDst = 11,
};

// An operation in one of its forms. It needs the set-up of its own init.
struct TtEmuFpuSetup {
  TtEmuUnpackOp op;
  // Add, Sub, Mul, Broadcast: BroadcastType, plus 4 where DST's tile takes
  // SrcA's place and 8 where it takes SrcB's. Reduce: PoolType + 4 ReduceDim,
  // plus 16 to keep all 32 bits. Matmul: columns - 1 + 16 (rows - 1) of the
  // block. TransposeDst: 1 for 32 bits.
  uint8_t variant;
  // Matmul: the second operand is transposed.
  uint8_t transpose;
  // Add, Sub, Mul: to what DST's tile holds.
  uint8_t accumulate;
};

// In place of fpu_matmul's `transpose`: as the init said.
constexpr uint32_t kTtEmuMatmulAsInitialised = 0xffffffffu;

// A function's name and the init it needs, for checks and messages.
struct TtEmuTileCall {
  const char* name;
  const char* init;
};

struct TtEmuTileApi {
  void (*regs_acquire)(TtEmuContext* context);
  void (*regs_commit)(TtEmuContext* context);
  void (*regs_wait)(TtEmuContext* context);
  void (*regs_release)(TtEmuContext* context);

  // init_sfpu, binary_op_init_common: the whole core for these buffers.
  void (*kernel_init)(TtEmuContext* context, const char* name, uint32_t cb_a,
                      uint32_t cb_b, uint32_t cb_out);
  // NAME_init of copy_tile and the FPU operations.
  // `cb_a` is SrcA's buffer (a matmul's second operand), `cb_b` SrcB's.
  void (*unpack_init)(TtEmuContext* context, TtEmuFpuSetup setup, uint32_t cb_a,
                      uint32_t cb_b);
  // Formats of SrcA and SrcB; 0xffffffff leaves one as it is.
  void (*unpack_reconfig)(TtEmuContext* context, uint32_t cb_a, uint32_t cb_b);
  void (*pack_reconfig)(TtEmuContext* context, uint32_t cb);

  void (*copy_tile)(TtEmuContext* context, uint32_t cb, uint32_t tile,
                    uint32_t dst);
  // Add, Sub, Mul of two tiles; where DST's tile is an operand, `cb_a` and
  // `tile_a` are the other one.
  void (*fpu_binary)(TtEmuContext* context, TtEmuFpuSetup setup, uint32_t cb_a,
                     uint32_t cb_b, uint32_t tile_a, uint32_t tile_b,
                     uint32_t dst);
  // Adds products to rows x columns tiles of DST: of the tiles tile_0 +
  // r row_stride of cb_0 and tile_1 + c of cb_1.
  void (*fpu_matmul)(TtEmuContext* context, uint32_t transpose, uint32_t cb_0,
                     uint32_t cb_1, uint32_t tile_0, uint32_t tile_1,
                     uint32_t dst, uint32_t columns, uint32_t rows,
                     uint32_t row_stride);
  void (*fpu_reduce)(TtEmuContext* context, TtEmuFpuSetup setup, uint32_t cb,
                     uint32_t cb_scaler, uint32_t tile, uint32_t tile_scaler,
                     uint32_t dst);
  // Transpose and Broadcast of one tile.
  void (*fpu_unary)(TtEmuContext* context, TtEmuFpuSetup setup, uint32_t cb,
                    uint32_t tile, uint32_t dst);
  // `position` 0xffffffff: the next page after the last packed one.
  void (*pack_tile)(TtEmuContext* context, uint32_t dst, uint32_t cb,
                    uint32_t position);

  // 32 rows of row-major elements, `block` tiles wide, to `block` tiles; the
  // first column is `first_tile` tiles from the row's start. Pages from
  // `position` on; acquires and releases DST itself.
  void (*tilize)(TtEmuContext* context, uint32_t cb, uint32_t block,
                 uint32_t cb_out, uint32_t first_tile, uint32_t position);
  // `tiles` tiles to row-major elements in 32 rows of `width` tiles, at
  // `column` tiles from the row's start, after the `position` pages of earlier
  // rows. Acquires and releases DST itself.
  void (*untilize)(TtEmuContext* context, const char* call, uint32_t cb,
                   uint32_t tiles, uint32_t cb_out, uint32_t width,
                   uint32_t column, uint32_t position);

  void (*sfpu_init)(TtEmuContext* context, const char* init);
  void (*sfpu_unary)(TtEmuContext* context, const TtEmuTileCall* call,
                     TtEmuUnaryOp op, uint32_t dst, uint32_t scalar);
  void (*sfpu_binary)(TtEmuContext* context, const TtEmuTileCall* call,
                      TtEmuBinaryOp op, uint32_t a, uint32_t b, uint32_t out);
  // out = condition ? a : b, on the bits.
  void (*sfpu_where)(TtEmuContext* context, const TtEmuTileCall* call,
                     uint32_t condition, uint32_t a, uint32_t b, uint32_t out);
  // A tile's columns to its row 0 by PoolType; `format` is a DataFormat.
  void (*sfpu_reduce)(TtEmuContext* context, const TtEmuTileCall* call,
                      uint32_t pool, uint32_t format, uint32_t dst);
  void (*transpose_dst)(TtEmuContext* context, uint32_t is_32bit, uint32_t dst);

  // For functions that headers compose: a DST tile's elements after the checks
  // of `call`, and the end of their change (0 floats, 1 floats that a 16-bit
  // DST rounds, 2 integers).
  uint32_t* (*sfpu_open)(TtEmuContext* context, const TtEmuTileCall* call,
                         uint32_t dst, uint32_t read);
  void (*sfpu_close)(TtEmuContext* context, uint32_t dst, uint32_t result);
  // The engine's loops on any 1024 elements.
  void (*sfpu_apply)(TtEmuUnaryOp op, uint32_t* tile, uint32_t scalar);
  void (*sfpu_apply_binary)(TtEmuBinaryOp op, const uint32_t* a,
                            const uint32_t* b, uint32_t* out);
  // 64 words that stay from call to call.
  uint32_t* (*sfpu_registers)(TtEmuContext* context);
  // Whether pack_tile adds to what the page holds.
  void (*pack_accumulate)(TtEmuContext* context, uint32_t enable);
  // `tiles` tiles of DST from `dst` on, as `untilize` leaves those of a buffer.
  void (*untilize_dst)(TtEmuContext* context, const char* call, uint32_t dst,
                       uint32_t tiles, uint32_t cb_out, uint32_t width,
                       uint32_t column, uint32_t position, uint32_t rows);
  // DST registers for math and the packer at once (acquire_dst): 1 acquires,
  // 0 releases.
  void (*share_registers)(TtEmuContext* context, uint32_t acquire);
};
