# Copyright 2026 The IREE Authors
#
# Licensed under the Apache License v2.0 with LLVM Exceptions.
# See https://llvm.org/LICENSE.txt for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The compute kernel: for each 32 rows of Q, a walk over the keys with a running softmax.

Of each row the kernel keeps the greatest score so far, the total of exp(score - greatest), and the sums
of the weighted rows of V; where a block of keys raises the greatest score, total and sums are scaled
down first (Milakov and Gimelshein, "Online normalizer calculation for softmax", 2018; Dao et al.,
"FlashAttention", 2022). Any number will do as the greatest score, as long as both sides have the
same: that it comes out of the FPU as TF32 costs no precision. Tiles of row values are broadcast along
their columns.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence

from iree.tenstorrent.compiler.Conversion.Attention.analysis import AttentionShape
from iree.tenstorrent.compiler.Conversion.Attention.buffers import Buffers, tile_count, tiles
from iree.tenstorrent.compiler.Conversion.Frame import kernel_frame as frame
from iree.tenstorrent.compiler.Conversion.Frame.push_constants import PushConstants
from iree.tenstorrent.compiler.Conversion.Sfpu.segment_writer import SegmentWriter
from iree.tenstorrent.compiler.Conversion.Sfpu.tf32_parts import split_segment
from iree.tenstorrent.compiler.IR import index_arith as index
from iree.tenstorrent.compiler.IR import tt
from iree.tenstorrent.compiler.IR.dialect import KernelOp, kernel

# Below every score that is not itself infinite, and it stays finite when scores are subtracted.
_LOWEST = -1.0e38
_MAX_OF_ROW = ("PoolType::MAX", "ReduceDim::REDUCE_ROW")
_COLUMN = "BroadcastType::COL"


def build_compute(
    name: str, shape: AttentionShape, buffers: Buffers, binding_count: int
) -> KernelOp:
    """Builds the kernel at the insertion point."""
    with kernel(name, "compute", buffers.indices) as op:
        blocks = tiles(PushConstants(binding_count).i32(shape.keys))
        left, right = buffers.products("q", "k")[0]
        tt.mm_init(left, right, buffers["scores"], 1)
        _Writer(shape, buffers, blocks).kernel()
    return op


def _bits(value: float) -> int:
    return int(struct.unpack("<I", struct.pack("<f", value))[0])


class _Writer:
    def __init__(self, shape: AttentionShape, buffers: Buffers, blocks: index.Scalar) -> None:
        self.shape = shape
        self.cb = buffers
        self.depth, self.columns = tile_count(shape.depth), tile_count(shape.columns)
        self.blocks = blocks

    def kernel(self) -> None:
        self._fill("ones", 1.0, 1)
        tt.cb_wait_front(self.cb["ones"], 1)
        if "edge" in self.cb.buffers:
            tt.cb_wait_front(self.cb["edge"], 1)
        with frame.tile_loop():
            self._operand("q", self.depth)
            self._fill("maximum", _LOWEST, 1)
            self._fill("total", 0.0, 1)
            self._fill("sums", 0.0, self.columns)
            with index.loop(0, self.blocks, 1, "block") as block:
                self._operand("k", self.depth)
                self._scores(block)
                self._maximum()
                self._weights()
                self._total()
                self._operand("v", self.columns)
                self._sums()
                self._pop("rescale")
            self._result()
            self._pop_parts("q", self.depth)
        self._pop("ones")
        if "edge" in self.cb.buffers:
            self._pop("edge")

    # Steps.

    def _operand(self, name: str, width: int) -> None:
        """32 rows of an operand to tiles, and those to parts."""
        whole = self.cb[name]
        self._to_tiles(name, width)
        if len(self.cb.parts[name]) > 1:
            tt.cb_wait_front(whole, width)
            with index.loop(0, width, 1, "tile") as tile:
                self._stage_parts(name, lambda dst: self._copy(whole, tile, dst))
            tt.cb_pop_front(whole, width)
        for part in self.cb.parts[name]:
            tt.cb_wait_front(self.cb[part], width)

    def _scores(self, block: index.Scalar) -> None:
        mask = self.shape.mask
        masked, is_choice = mask is not None, mask is not None and mask.element_type == "i1"
        if masked:
            self._to_tiles("mask", 1)
            tt.cb_wait_front(self.cb["mask"], 1)

        def compute() -> None:
            self._multiply("q", "k", self.depth, 1)
            if self.shape.scale != 1.0:
                tt.binop_with_scalar_tile_init()
                tt.mul_unary_tile(0, _bits(self.shape.scale))
            if is_choice:
                self._add_absent("mask")
            elif masked:
                self._copy(self.cb["mask"], 0, 1)
                tt.add_binary_tile_init()
                tt.add_binary_tile(0, 1, 0)
            if "edge" in self.cb.buffers:
                with index.when(index.equal(block, index.sub(self.blocks, 1))):
                    self._add_absent("edge")

        self._stage(compute, [(0, "scores"), (0, "scores_tf32")])
        if masked:
            self._pop("mask")
        self._pop_parts("k", self.depth)

    def _add_absent(self, name: str) -> None:
        """Where a tile of a buffer has 0, the score becomes one that no other is below."""
        self._copy(self.cb[name], 0, 1)
        tt.typecast_tile_init()
        tt.typecast_tile(1, "Int32", "Float32")
        tt.binop_with_scalar_tile_init()
        tt.sub_unary_tile(1, _bits(1.0))
        tt.mul_unary_tile(1, _bits(-3.0 * _LOWEST))
        tt.add_binary_tile_init()
        tt.add_binary_tile(0, 1, 0)

    def _maximum(self) -> None:
        scores, ones, peak = self.cb["scores_tf32"], self.cb["ones"], self.cb["peak"]
        tt.cb_wait_front(scores, 1)
        if self.cb.mixed:
            tt.reconfig_data_format(scores, ones)
        if self.cb.mixed:
            tt.pack_reconfig_data_format(peak)
        tt.reduce_init(*_MAX_OF_ROW, scores, ones, peak)
        self._stage(lambda: tt.reduce_tile(*_MAX_OF_ROW, scores, ones, 0, 0, 0), [(0, "peak")])
        tt.reduce_uninit()
        self._pop("scores_tf32")
        tt.cb_wait_front(peak, 1)

        def compute() -> None:
            if self.cb.mixed:
                tt.reconfig_data_format_srca(peak)
            tt.unary_bcast_init(_COLUMN, peak, self.cb["maximum"])
            tt.unary_bcast(_COLUMN, peak, 0, 0)
            self._copy(self.cb["maximum"], 0, 1)
            tt.binary_max_tile_init()
            tt.binary_max_tile(0, 1, 2)
            tt.sub_binary_tile_init()
            tt.sub_binary_tile(1, 2, 1)
            tt.exp_tile_init()
            tt.exp_tile(1)

        tt.cb_wait_front(self.cb["maximum"], 1)
        self._stage(compute, [(2, "maximum"), (1, "rescale")])
        self._pop("peak")
        self._pop("maximum")
        tt.cb_wait_front(self.cb["maximum"], 1)
        tt.cb_wait_front(self.cb["rescale"], 1)

    def _weights(self) -> None:
        tt.cb_wait_front(self.cb["scores"], 1)

        def weight(dst: int) -> None:
            self._copy(self.cb["scores"], 0, dst)
            self._copy(self.cb["maximum"], 0, 2)
            tt.sub_binary_tile_init()
            tt.sub_binary_tile(dst, 2, dst)
            tt.exp_tile_init()
            tt.exp_tile(dst)

        self._stage_parts("weights", weight)
        self._pop("scores")
        for part in self.cb.parts["weights"]:
            tt.cb_wait_front(self.cb[part], 1)

    def _total(self) -> None:
        """The weights times a tile of ones: each row's sum, in every column."""
        self._accumulate("ones", "total", 0)

    def _sums(self) -> None:
        with index.loop(0, self.columns, 1, "column") as column:
            self._accumulate("v", "sums", column)
        self._pop_parts("v", self.columns)
        self._pop_parts("weights", 1)

    def _accumulate(self, operand: str, target: str, tile: index.Scalar) -> None:
        """target's next tile = itself * rescale + weights * one tile of an operand."""
        tt.cb_wait_front(self.cb[target], 1)

        def compute() -> None:
            self._multiply("weights", operand, 1, 0, tile)
            self._copy(self.cb[target], 0, 1)
            self._copy(self.cb["rescale"], 0, 2)
            tt.mul_binary_tile_init()
            tt.mul_binary_tile(1, 2, 1)
            tt.add_binary_tile_init()
            tt.add_binary_tile(0, 1, 0)

        self._stage(compute, [(0, target)])
        self._pop(target)

    def _result(self) -> None:
        total, sums, result = self.cb["total"], self.cb["sums"], self.cb["result"]
        tt.cb_wait_front(total, 1)
        tt.cb_wait_front(sums, self.columns)

        def compute(tile: index.Scalar) -> None:
            self._copy(sums, tile, 0)
            self._copy(total, 0, 1)
            tt.div_binary_tile_init()
            tt.div_binary_tile(0, 1, 0)

        with index.loop(0, self.columns, 1, "column") as column:
            self._stage(lambda: compute(column), [(0, "result")])
        self._pop("total")
        self._pop("maximum")
        tt.cb_pop_front(sums, self.columns)
        if self.cb.at_memory("result") == "result":
            return
        rows = self.cb["result_rows"]
        tt.cb_wait_front(result, self.columns)
        tt.cb_reserve_back(rows, self.columns)
        self._reconfigure(result, rows)
        width = next(w for w in (4, 3, 2, 1) if self.columns % w == 0)
        tt.pack_untilize_init(width, self.columns, result, rows)
        with index.loop(0, self.columns // width, 1, "column") as column:
            tt.pack_untilize_block(width, self.columns, result, 1, rows, column)
            tt.cb_pop_front(result, width)
        tt.pack_untilize_uninit(rows)
        tt.cb_push_back(rows, self.columns)

    # What steps are made of.

    def _stage_parts(self, name: str, value: Callable[[int], None]) -> None:
        """A tile of an operand, which `value(dst)` computes using DST tile 2 if it must, to its parts."""
        parts = self.cb.parts[name]
        if len(parts) == 1:
            self._stage(lambda: value(0), [(0, parts[0])])
            return
        split = split_segment(1)

        def compute() -> None:
            value(1)
            SegmentWriter((), ()).compute(split)

        self._stage(compute, [(dst, parts[number]) for number, dst in split.outputs])

    def _stage(self, compute: Callable[[], None], packs: Sequence[tuple[int, str]]) -> None:
        """Math in DST, and packing of (DST tile, buffer) a page each."""
        tt.tile_regs_acquire()
        compute()
        tt.tile_regs_commit()
        buffers = [self.cb[name] for _, name in packs]
        for cb in buffers:
            tt.cb_reserve_back(cb, 1)
        tt.tile_regs_wait()
        for (dst, _), cb in zip(packs, buffers, strict=True):
            if self.cb.mixed:
                tt.pack_reconfig_data_format(cb)
            tt.pack_tile(dst, cb)
        tt.tile_regs_release()
        for cb in buffers:
            tt.cb_push_back(cb, 1)

    def _multiply(
        self, left: str, right: str, depth: int, transpose: int, tile: index.Scalar = 0
    ) -> None:
        """DST tile 0 = product of `depth` tiles of each operand, the right one's from `tile` on."""
        products = self.cb.products(left, right)
        if self.cb.mixed:
            # The second operand goes to SrcA.
            tt.reconfig_data_format(products[0][1], products[0][0])
        tt.mm_init_short(*products[0], transpose)
        for a, b in products:
            if depth == 1:
                tt.matmul_tiles(a, b, 0, tile, 0, transpose)
                continue
            with index.loop(0, depth, 1, "d") as d:
                tt.matmul_tiles(a, b, d, d, 0, transpose)

    def _copy(self, cb: int, tile: index.Scalar, dst: int) -> None:
        if self.cb.mixed:
            tt.reconfig_data_format_srca(cb)
        tt.copy_tile_init(cb)
        tt.copy_tile(cb, tile, dst)

    def _reconfigure(self, source: int, target: int) -> None:
        if self.cb.mixed:
            tt.reconfig_data_format_srca(source)
            tt.pack_reconfig_data_format(target)

    def _to_tiles(self, name: str, width: int) -> None:
        """Makes tiles of an operand's rows, where it does not come as tiles."""
        source, target = self.cb[self.cb.at_memory(name)], self.cb[name]
        if source == target:
            return
        tt.cb_wait_front(source, width)
        tt.cb_reserve_back(target, width)
        self._reconfigure(source, target)
        tt.tilize_init(source, width, target)
        tt.tilize_block(source, width, target)
        tt.tilize_uninit(source, target)
        tt.cb_push_back(target, width)
        tt.cb_pop_front(source, width)

    def _fill(self, name: str, value: float, pages: int) -> None:
        def compute() -> None:
            tt.fill_tile_init()
            tt.fill_tile(0, value)

        for _ in range(pages):
            self._stage(compute, [(0, name)])

    def _pop(self, name: str) -> None:
        tt.cb_pop_front(self.cb[name], 1)

    def _pop_parts(self, name: str, pages: int) -> None:
        for part in self.cb.parts[name]:
            tt.cb_pop_front(self.cb[part], pages)
