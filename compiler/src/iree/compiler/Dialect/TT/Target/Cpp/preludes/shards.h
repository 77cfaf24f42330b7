// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Tensors that lie as tiles in the L1 of the workers.

// Where workers are on the NoC: core i of the launch is in column i % columns
// and row i / columns of the grid; `gap` columns of others follow `gap_after`.
struct WorkerGrid {
  uint32_t columns;
  uint32_t x;
  uint32_t y;
  uint32_t gap_after;
  uint32_t gap;
};

// A matrix of rows x columns tiles of `tile_bytes` bytes, cut into
// row_parts x column_parts shards as even as tiles allow. Shard (i, j) is at
// address `l1` of worker i * across + j, as rows of `pitch` tiles.
struct ShardedTiles {
  uint32_t l1;
  uint32_t tile_bytes;
  uint32_t rows;
  uint32_t columns;
  uint32_t row_parts;
  uint32_t column_parts;
  uint32_t across;
  uint32_t pitch;
  WorkerGrid grid;
};

// A tile's NoC address, and how many tiles from it on lie behind each other.
struct ShardPlace {
  uint64_t noc_address;
  uint32_t run;
};

inline ShardPlace find_in_shards(const ShardedTiles& tensor, uint32_t tile) {
  const uint32_t row = tile / tensor.columns;
  const uint32_t column = tile % tensor.columns;
  // Part i is [i * count / parts, (i + 1) * count / parts).
  const uint32_t i = ((row + 1) * tensor.row_parts - 1) / tensor.rows;
  const uint32_t j = ((column + 1) * tensor.column_parts - 1) / tensor.columns;
  const uint32_t first_row = i * tensor.rows / tensor.row_parts;
  const uint32_t first = j * tensor.columns / tensor.column_parts;
  const uint32_t end = (j + 1) * tensor.columns / tensor.column_parts;
  const uint32_t worker = i * tensor.across + j;
  const WorkerGrid& grid = tensor.grid;
  const uint32_t x = worker % grid.columns;
  const uint32_t noc_x = grid.x + x + (x < grid.gap_after ? 0 : grid.gap);
  const uint32_t noc_y = grid.y + worker / grid.columns;
  const uint32_t place = (row - first_row) * tensor.pitch + column - first;
  const uint32_t address = tensor.l1 + place * tensor.tile_bytes;
  return {get_noc_addr(noc_x, noc_y, address), end - column};
}

// Starts reads of `bytes` bytes at byte `offset` of the tensor's tiles.
inline void arena_read(const ShardedTiles& tensor, uint64_t offset, uint32_t l1,
                       uint32_t bytes) {
  uint32_t tile = uint32_t(offset) / tensor.tile_bytes;
  uint32_t in_tile = uint32_t(offset) % tensor.tile_bytes;
  while (bytes > 0) {
    const ShardPlace place = find_in_shards(tensor, tile);
    const uint32_t rest = place.run * tensor.tile_bytes - in_tile;
    const uint32_t part = bytes < rest ? bytes : rest;
    noc_async_read(place.noc_address + in_tile, l1, part);
    tile += place.run;
    in_tile = 0;
    l1 += part;
    bytes -= part;
  }
}

// Starts writes of `bytes` bytes to byte `offset` of the tensor's tiles.
inline void arena_write(const ShardedTiles& tensor, uint32_t l1,
                        uint64_t offset, uint32_t bytes) {
  uint32_t tile = uint32_t(offset) / tensor.tile_bytes;
  uint32_t in_tile = uint32_t(offset) % tensor.tile_bytes;
  while (bytes > 0) {
    const ShardPlace place = find_in_shards(tensor, tile);
    const uint32_t rest = place.run * tensor.tile_bytes - in_tile;
    const uint32_t part = bytes < rest ? bytes : rest;
    noc_async_write(l1, place.noc_address + in_tile, part);
    tile += place.run;
    in_tile = 0;
    l1 += part;
    bytes -= part;
  }
}
