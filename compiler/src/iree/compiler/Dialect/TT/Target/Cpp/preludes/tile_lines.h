// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Tiles of 32x32 elements in L1, four faces of 16x16 one after the other, that
// are filled from lines of a DRAM buffer and written back as lines. Line l is
// row l % 32 of the tiles from (l / 32) * tiles_per_line on.

// Elements from a tile's start to (row, 0).
inline uint32_t tile_row_start(uint32_t row) {
  return row / 16 * 512 + row % 16 * 16;
}

// Elements from a tile's start to (row, column).
inline uint32_t tile_element(uint32_t row, uint32_t column) {
  return tile_row_start(row) + column / 16 * 256 + column % 16;
}

template <typename T>
inline tt_l1_ptr T* l1_elements(uint32_t l1) {
  return reinterpret_cast<tt_l1_ptr T*>(uintptr_t(l1));
}

// Copies lines of `count` elements to the first rows of consecutive tiles, tile
// after tile. Line l begins at L1 address starts[l].
template <typename T>
inline void lines_to_tiles(const uint32_t* starts, uint32_t lines,
                           uint32_t count, uint32_t tiles) {
  tt_l1_ptr T* tile = l1_elements<T>(tiles);
  for (uint32_t first = 0; first < count; first += 32, tile += 1024) {
    const uint32_t rest = count - first;
    for (uint32_t l = 0; l < lines; ++l) {
      const tt_l1_ptr T* in = l1_elements<T>(starts[l]) + first;
      tt_l1_ptr T* out = tile + tile_row_start(l);
      if (rest < 32) {
        for (uint32_t i = 0; i < rest; ++i) out[tile_element(0, i)] = in[i];
        continue;
      }
      __builtin_memcpy(out, in, 16 * sizeof(T));
      __builtin_memcpy(out + 256, in + 16, 16 * sizeof(T));
    }
  }
}

// Copies a line of `count` elements to all rows of consecutive tiles.
template <typename T>
inline void line_to_all_rows(uint32_t line, uint32_t count, uint32_t tiles) {
  const tt_l1_ptr T* in = l1_elements<T>(line);
  tt_l1_ptr T* tile = l1_elements<T>(tiles);
  for (uint32_t first = 0; first < count; first += 32, tile += 1024) {
    T row[32];
    const uint32_t rest = count - first;
    if (rest >= 32) {
      __builtin_memcpy(row, in + first, 32 * sizeof(T));
    } else {
      for (uint32_t c = 0; c < 32; ++c) row[c] = c < rest ? in[first + c] : 0;
    }
    for (uint32_t i = 0; i < 1024; i += 512) {
      for (uint32_t r = i; r < i + 256; r += 16) {
        __builtin_memcpy(tile + r, row, 16 * sizeof(T));
        __builtin_memcpy(tile + r + 256, row + 16, 16 * sizeof(T));
      }
    }
  }
}

// Copies the elements [first, first + count) of one row of consecutive tiles to
// L1, converted.
template <typename Source, typename Target>
inline void tiles_to_line(uint32_t tiles, uint32_t row, uint32_t first,
                          uint32_t count, uint32_t line) {
  const tt_l1_ptr Source* in = l1_elements<Source>(tiles) + tile_row_start(row);
  tt_l1_ptr Target* out = l1_elements<Target>(line);
  if constexpr (__is_same(Source, Target)) {
    if (first % 32 == 0) {
      in += first / 32 * 1024;
      first = 0;
      for (; count >= 32; count -= 32, in += 1024, out += 32) {
        __builtin_memcpy(out, in, 16 * sizeof(Target));
        __builtin_memcpy(out + 16, in + 256, 16 * sizeof(Target));
      }
    }
  }
  for (uint32_t i = first; i < first + count; ++i) {
    *out++ =
        convert_element<Target>(in[i / 32 * 1024 + tile_element(0, i % 32)]);
  }
}

// Position of line number `line` in a buffer, in elements. `dims` has size and
// step of `rank` dimensions, outermost first.
inline uint32_t line_position(uint32_t line, const uint32_t* dims, int rank) {
  uint32_t position = 0;
  for (int d = rank - 1; d > 0; --d) {
    position += line % dims[2 * d] * dims[2 * d + 1];
    line /= dims[2 * d];
  }
  return position + line * dims[1];
}

template <typename T>
inline uint64_t element_offset(uint64_t base, uint32_t position) {
  return base + uint64_t(int64_t(int32_t(position)) * int64_t(sizeof(T)));
}

// Fills tiles with the elements [first, first + count) of the lines
// [first_line, first_line + lines). `dims` has size and step in the buffer at
// `base` of `line_rank` dimensions that number the lines and of those that a
// line runs over. `staging`: L1 memory, a multiple of 64, of
// lines * (count * sizeof(Target) + 128) bytes.
template <typename Source, typename Target, int line_rank, int N>
inline void read_tile_lines(const InterleavedAddrGen<true>& arena,
                            const ArenaWindow& window, uint64_t base,
                            uint32_t first_line, uint32_t lines, uint32_t first,
                            uint32_t count, uint32_t staging, uint32_t tiles,
                            uint32_t tiles_per_line,
                            const uint32_t (&dims)[N]) {
  constexpr int inner_size = N - 2 * line_rank;
  uint32_t inner[inner_size];
  for (int i = 0; i < inner_size; ++i) inner[i] = dims[2 * line_rank + i];
  const bool is_one_line = line_rank == 1 && dims[1] == 0;
  const bool is_run =
      __is_same(Source, Target) && inner_size == 2 && inner[1] == 1;
  const uint32_t read = is_one_line && lines > 0 ? 1 : lines;
  const uint32_t pitch = (count * sizeof(Target) + 127) & ~63u;
  uint32_t line = staging;
  for (uint32_t l = 0; l < read; ++l, line += pitch) {
    const uint64_t offset = element_offset<Source>(
        base, line_position(first_line + l, dims, line_rank));
    if (is_run) {
      const uint64_t start = offset + first * sizeof(Source);
      arena_read(arena, start, line + uint32_t(start % 64),
                 count * sizeof(Source));
    } else {
      read_elements<Source, Target>(arena, window, offset, first, count, line,
                                    inner);
    }
  }
  noc_async_read_barrier();
  const uint32_t tile_row_bytes = tiles_per_line * 1024 * sizeof(Target);
  line = staging;
  uint32_t starts[32];
  for (uint32_t l = 0; l < lines; ++l) {
    starts[l % 32] = line;
    if (is_run) {
      const uint64_t offset = element_offset<Source>(
          base, line_position(first_line + l, dims, line_rank) + first);
      starts[l % 32] += uint32_t(offset % 64);
    }
    if (!is_one_line) line += pitch;
    if (is_one_line && lines == 32) {
      line_to_all_rows<Target>(starts[0], count, tiles);
      break;
    }
    if (l % 32 == 31 || l + 1 == lines) {
      lines_to_tiles<Target>(starts, l % 32 + 1, count,
                             tiles + l / 32 * tile_row_bytes);
    }
  }
}

// Fills tiles with the positions of elements, as read_tile_lines numbers them,
// from `start` on.
template <int line_rank, int N>
inline void write_tile_positions(uint32_t start, uint32_t first_line,
                                 uint32_t lines, uint32_t first, uint32_t count,
                                 uint32_t tiles, uint32_t tiles_per_line,
                                 const uint32_t (&dims)[N]) {
  for (uint32_t l = 0; l < lines; ++l) {
    const uint32_t position =
        start + line_position(first_line + l, dims, line_rank);
    tt_l1_ptr uint32_t* out =
        l1_elements<uint32_t>(tiles + l / 32 * tiles_per_line * 4096) +
        tile_row_start(l % 32);
    for (uint32_t i = 0; i < count; ++i) {
      out[i / 32 * 1024 + tile_element(0, i % 32)] =
          position +
          line_position(first + i, dims + 2 * line_rank, N / 2 - line_rank);
    }
  }
}

// Replaces the numbers in `count` tiles from `tiles` on by those elements of a
// table in L1. What a tile has besides, where it is not full, becomes 0.
inline void look_up_tiles(uint32_t table, uint32_t size, uint32_t tiles,
                          uint32_t count) {
  const tt_l1_ptr uint32_t* elements = l1_elements<uint32_t>(table);
  tt_l1_ptr uint32_t* numbers = l1_elements<uint32_t>(tiles);
  for (uint32_t i = 0; i < count * 1024; ++i) {
    numbers[i] = numbers[i] < size ? elements[numbers[i]] : 0;
  }
}

// The other way: starts the writes of lines. The step of the innermost
// dimension is 1; `staging` is free again when the writes have ended.
template <typename Source, typename Target, int line_rank, int N>
inline void write_tile_lines(const InterleavedAddrGen<true>& arena,
                             uint64_t base, uint32_t first_line, uint32_t lines,
                             uint32_t first, uint32_t count, uint32_t staging,
                             uint32_t tiles, uint32_t tiles_per_line,
                             const uint32_t (&dims)[N]) {
  const uint32_t tile_row_bytes = tiles_per_line * 1024 * sizeof(Source);
  uint32_t next = staging;
  for (uint32_t l = 0; l < lines; ++l) {
    const uint32_t position = line_position(first_line + l, dims, line_rank);
    // As many elements at once as are consecutive.
    for (uint32_t done = 0, run; done < count; done += run) {
      run = dims[N - 2] - (first + done) % dims[N - 2];
      if (N == 2 * line_rank + 2 || run > count - done) run = count - done;
      const uint64_t offset = element_offset<Target>(
          base, position + line_position(first + done, dims + 2 * line_rank,
                                         N / 2 - line_rank));
      const uint32_t start = next + uint32_t(offset % 16);
      tiles_to_line<Source, Target>(tiles + l / 32 * tile_row_bytes, l % 32,
                                    done, run, start);
      arena_write(arena, start, offset, run * sizeof(Target));
      next = (start + run * sizeof(Target) + 15) & ~15u;
    }
  }
}

// Starts the write of the first `count` elements of a tile's column 0 to
// consecutive places at `offset`. `staging` has 192 bytes.
template <typename Source, typename Target>
inline void write_tile_column(const InterleavedAddrGen<true>& arena,
                              uint64_t offset, uint32_t count, uint32_t staging,
                              uint32_t tile) {
  const uint32_t start = staging + uint32_t(offset % 64);
  const tt_l1_ptr Source* in = l1_elements<Source>(tile);
  tt_l1_ptr Target* out = l1_elements<Target>(start);
  for (uint32_t i = 0; i < count; ++i) {
    out[i] = convert_element<Target>(in[tile_row_start(i)]);
  }
  arena_write(arena, start, offset, count * sizeof(Target));
}

// Tiles of 32-bit elements.

// Copies a tile's column 0 over all columns of another.
inline void broadcast_tile_column(uint32_t source, uint32_t target) {
  const tt_l1_ptr uint32_t* in = l1_elements<uint32_t>(source);
  tt_l1_ptr uint32_t* out = l1_elements<uint32_t>(target);
  for (uint32_t row = 0; row < 32; ++row) {
    const uint32_t start = tile_row_start(row);
    const uint32_t value = in[start];
    for (uint32_t i = 0; i < 16; ++i) out[start + i] = value;
    for (uint32_t i = 0; i < 16; ++i) out[start + 256 + i] = value;
  }
}

// Copies a tile's row 0 over all rows of another.
inline void broadcast_tile_row(uint32_t source, uint32_t target) {
  const tt_l1_ptr uint32_t* in = l1_elements<uint32_t>(source);
  tt_l1_ptr uint32_t* out = l1_elements<uint32_t>(target);
  for (uint32_t row = 0; row < 32; ++row) {
    const uint32_t start = tile_row_start(row);
    __builtin_memcpy(out + start, in, 64);
    __builtin_memcpy(out + start + 256, in + 256, 64);
  }
}

// Copies column `column` of a tile to column 0 of another.
inline void move_tile_column(uint32_t source, uint32_t target,
                             uint32_t column) {
  const tt_l1_ptr uint32_t* in =
      l1_elements<uint32_t>(source) + tile_element(0, column);
  tt_l1_ptr uint32_t* out = l1_elements<uint32_t>(target);
  for (uint32_t row = 0; row < 32; ++row) {
    out[tile_row_start(row)] = in[tile_row_start(row)];
  }
}

// Copies row `row` of a tile to row 0 of another.
inline void move_tile_row(uint32_t source, uint32_t target, uint32_t row) {
  const tt_l1_ptr uint32_t* in =
      l1_elements<uint32_t>(source) + tile_row_start(row);
  tt_l1_ptr uint32_t* out = l1_elements<uint32_t>(target);
  __builtin_memcpy(out, in, 64);
  __builtin_memcpy(out + 256, in + 256, 64);
}

// A tile of ones in the first `rows` rows and `columns` columns, else zeros.
inline void write_tile_mask(uint32_t tile, uint32_t rows, uint32_t columns) {
  tt_l1_ptr uint32_t* out = l1_elements<uint32_t>(tile);
  for (uint32_t row = 0; row < 32; ++row) {
    for (uint32_t column = 0; column < 32; ++column) {
      out[tile_element(row, column)] = row < rows && column < columns;
    }
  }
}
