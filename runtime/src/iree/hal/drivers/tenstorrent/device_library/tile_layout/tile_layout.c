// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "iree/hal/drivers/tenstorrent/device_library/tile_layout/tile_layout.h"

#include <string.h>

// a * b, unless it does not fit.
static bool tt_multiply(size_t a, size_t b, size_t* out_product) {
  *out_product = a * b;
  return a == 0 || *out_product / a == b;
}

// The extent up to a multiple of a tile's side; less than the extent where that
// does not fit.
static size_t tt_round_up_to_tile(size_t extent) {
  return (extent + TT_TILE_SIDE - 1) / TT_TILE_SIDE * TT_TILE_SIDE;
}

static bool tt_matrices_size(const tt_matrices_t* matrices, size_t rows,
                             size_t columns, size_t* out_size) {
  const size_t element_size = matrices->element_size;
  if (element_size == 0 || element_size > 16 ||
      (element_size & (element_size - 1)) != 0) {
    return false;
  }
  // A rounded-up extent that is less than the extent went beyond the end.
  if (rows < matrices->rows || columns < matrices->columns) return false;
  size_t size = 0;
  if (!tt_multiply(rows, columns, &size)) return false;
  if (!tt_multiply(size, matrices->batch, &size)) return false;
  return tt_multiply(size, element_size, out_size);
}

bool tt_matrices_row_major_size(const tt_matrices_t* matrices,
                                size_t* out_size) {
  return tt_matrices_size(matrices, matrices->rows, matrices->columns,
                          out_size);
}

bool tt_matrices_tiled_size(const tt_matrices_t* matrices, size_t* out_size) {
  return tt_matrices_size(matrices, tt_round_up_to_tile(matrices->rows),
                          tt_round_up_to_tile(matrices->columns), out_size);
}

// Fills `count` elements with one.
static void tt_fill(uint8_t* target, size_t count, size_t element_size,
                    const void* element) {
  if (element == NULL) {
    memset(target, 0, count * element_size);
    return;
  }
  for (size_t i = 0; i < count; ++i) {
    memcpy(target + i * element_size, element, element_size);
  }
}

// How many of `side` elements from `start` on lie inside an extent.
static size_t tt_inside(size_t start, size_t side, size_t extent) {
  if (start >= extent) return 0;
  return extent - start < side ? extent - start : side;
}

// One row of a face: what is moved and what is padding.
typedef struct tt_face_row_t {
  size_t row;     // in the matrix
  size_t column;  // of the first element, in the matrix
  size_t count;   // elements inside the matrix; 0 below its last row
} tt_face_row_t;

// Row `index` of all face rows of a matrix in tile layout.
static tt_face_row_t tt_face_row(const tt_matrices_t* matrices,
                                 size_t tiles_across, size_t index) {
  const size_t row_in_face = index % TT_FACE_SIDE;
  const size_t face = index / TT_FACE_SIDE % 4;
  const size_t tile = index / (TT_FACE_SIDE * 4);
  tt_face_row_t result;
  result.row = tile / tiles_across * TT_TILE_SIDE + (face / 2) * TT_FACE_SIDE +
               row_in_face;
  result.column = tile % tiles_across * TT_TILE_SIDE + face % 2 * TT_FACE_SIDE;
  result.count = result.row < matrices->rows
                     ? tt_inside(result.column, TT_FACE_SIDE, matrices->columns)
                     : 0;
  return result;
}

bool tt_matrices_pack(const tt_matrices_t* matrices, const void* source,
                      const void* padding, void* target) {
  size_t size = 0;
  if (!tt_matrices_tiled_size(matrices, &size)) return false;
  if (size == 0) return true;
  const size_t element_size = matrices->element_size;
  const size_t row_bytes = TT_FACE_SIDE * element_size;
  const size_t face_rows = size / matrices->batch / row_bytes;
  const size_t tiles_across =
      tt_round_up_to_tile(matrices->columns) / TT_TILE_SIDE;
  const uint8_t* from = (const uint8_t*)source;
  uint8_t* to = (uint8_t*)target;
  for (size_t b = 0; b < matrices->batch; ++b) {
    for (size_t i = 0; i < face_rows; ++i) {
      const tt_face_row_t row = tt_face_row(matrices, tiles_across, i);
      memcpy(
          to,
          from + (row.count == 0 ? 0
                                 : (row.row * matrices->columns + row.column) *
                                       element_size),
          row.count * element_size);
      tt_fill(to + row.count * element_size, TT_FACE_SIDE - row.count,
              element_size, padding);
      to += row_bytes;
    }
    from += matrices->rows * matrices->columns * element_size;
  }
  return true;
}

bool tt_matrices_unpack(const tt_matrices_t* matrices, const void* source,
                        void* target) {
  size_t size = 0;
  if (!tt_matrices_tiled_size(matrices, &size)) return false;
  if (size == 0) return true;
  const size_t element_size = matrices->element_size;
  const size_t row_bytes = TT_FACE_SIDE * element_size;
  const size_t face_rows = size / matrices->batch / row_bytes;
  const size_t tiles_across =
      tt_round_up_to_tile(matrices->columns) / TT_TILE_SIDE;
  const uint8_t* from = (const uint8_t*)source;
  uint8_t* to = (uint8_t*)target;
  for (size_t b = 0; b < matrices->batch; ++b) {
    for (size_t i = 0; i < face_rows; ++i, from += row_bytes) {
      const tt_face_row_t row = tt_face_row(matrices, tiles_across, i);
      if (row.count == 0) continue;
      memcpy(to + (row.row * matrices->columns + row.column) * element_size,
             from, row.count * element_size);
    }
    to += matrices->rows * matrices->columns * element_size;
  }
  return true;
}
