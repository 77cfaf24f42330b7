// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Conversion between row-major matrices and Tenstorrent's tile layout, on the
// host; bit-exact for any element type.
//
// A matrix of rows x columns elements is covered by 32 x 32 tiles, row of tiles
// after row of tiles; what lies outside the matrix is padding. In a tile stand
// four faces of 16 x 16 elements: upper left, upper right, lower left, lower
// right; each of them is row-major. Matrices of a batch follow each other, each
// with its own padding.
//
// Nothing here allocates or has state; calls on separate memory may run at the
// same time.

#ifndef IREE_HAL_DRIVERS_TENSTORRENT_DEVICE_LIBRARY_TILE_LAYOUT_TILE_LAYOUT_H_
#define IREE_HAL_DRIVERS_TENSTORRENT_DEVICE_LIBRARY_TILE_LAYOUT_TILE_LAYOUT_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif  // __cplusplus

#define TT_TILE_SIDE 32u
#define TT_FACE_SIDE 16u

// Matrices and their elements. Any extent may be 0. The element size is in
// bytes: 1, 2, 4, 8 or 16 (a complex128). Elements of less than a byte have no
// tile layout; widen them first.
typedef struct tt_matrices_t {
  size_t batch;
  size_t rows;
  size_t columns;
  size_t element_size;
} tt_matrices_t;

// Bytes of the matrices in row-major and in tile layout. False where the
// element size is none of those above or a size does not fit a size_t.
bool tt_matrices_row_major_size(const tt_matrices_t* matrices,
                                size_t* out_size);
bool tt_matrices_tiled_size(const tt_matrices_t* matrices, size_t* out_size);

// Row-major `source` to tiled `target`, both of the sizes above and not
// overlapping. Padding elements become `padding`, an element; NULL: zeros.
// False (and nothing is written) where the sizes are not representable.
bool tt_matrices_pack(const tt_matrices_t* matrices, const void* source,
                      const void* padding, void* target);

// Tiled `source` to row-major `target`; drops the padding. Otherwise as above.
bool tt_matrices_unpack(const tt_matrices_t* matrices, const void* source,
                        void* target);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  // IREE_HAL_DRIVERS_TENSTORRENT_DEVICE_LIBRARY_TILE_LAYOUT_TILE_LAYOUT_H_
