"""Build a shipped world from the raw sources: arrays, provenance and the calibration report."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np

from accord.core.codec import Document
from accord.core.errors import InputError
from accord.sources.readers import bea, icio_2019, icio_2020, icio_2025, oecd_iot, schedules, wiod_2013
from accord.sources.world.calibrate import Calibration, calibrate
from accord.sources.world.report import calibration_report
from accord.world import elasticities
from accord.world.store import save_npz
from accord.world.world import World

ID, YEAR = "world-2022", "2022"

FILES = {
    icio_2025.CUBE: "oecd-icio-2025",
    icio_2025.VALUE_ADDED: "oecd-icio-2025",
    icio_2025.OUTPUT: "oecd-icio-2025",
    icio_2020.TABLE: "oecd-icio-2020",
    icio_2019.TABLE: "oecd-icio-2019",
    wiod_2013.TABLE: "wiod-2013",
    **{name: "oecd-iot" for name, _, _ in oecd_iot.FILES.values()},
    bea.DOMESTIC: "bea-use",
    bea.IMPORTED: "bea-use",
    bea.OUTPUT: "bea-use",
    **schedules.FILES,
}
"""Every raw file that is read, and the source it belongs to (the cube also holds the tariffs)."""

DEFAULT_SOURCES = Path("..") / "shared" / "data"


def build(sources: Path | None, data: Path, report: Path | None = None) -> World:
    """Calibrate from the raw files in ``sources``; write ``world-2022.npz`` and ``.json`` into ``data``.

    Where ``report`` names a file, the calibration report is written there.
    """
    folder = sources_folder(sources)
    if not data.is_dir():
        raise InputError(f"output folder '{data}' does not exist")
    result = calibrate(folder)
    world, arrays = assemble(result)
    save_npz(data / f"{ID}.npz", arrays)
    recorded = provenance(world, result, folder)
    (data / f"{ID}.json").write_text(json.dumps(recorded, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if report is not None:
        report.write_text(calibration_report(world, result, recorded), "utf-8")
    return world


def sources_folder(given: Path | None) -> Path:
    """Return the folder of the raw files, or say which option names it."""
    folder = given or DEFAULT_SOURCES
    if not folder.is_dir():
        raise InputError(f"no folder '{folder}' with the raw sources; give it with --sources DIR")
    return folder


def assemble(result: Calibration) -> tuple[World, dict[str, np.ndarray]]:
    """Return the world and the arrays that its file holds."""
    cube = result.sources.cube
    chosen = elasticities.load(elasticities.default_name(), cube.sectors)
    world = World.from_arrays(
        cube.economies,
        cube.sectors,
        result.trade,
        result.tariffs,
        chosen.theta,
        None,
        result.input_share,
        id=ID,
        year=YEAR,
        elasticity_source=chosen.id,
    )
    arrays = {
        "economies": np.array(cube.economies),
        "sectors": np.array(cube.sectors),
        # exact in 32 bits, see calibrate.to_world
        "trade": world.trade.astype(np.float32),
        "tariffs": world.tariffs,
        "trade_elasticity": world.trade_elasticity,
        "input_share": world.input_share.astype(np.float32),
        "value_added": result.value_added.astype(np.float32),
        "elasticity_source": np.array(chosen.id),
        "year": np.array(YEAR),
    }
    return world, arrays


def provenance(world: World, result: Calibration, folder: Path) -> Document:
    """Return what is recorded beside the arrays: sources with hashes, and how each economy was made."""
    return {
        "id": ID,
        "year": YEAR,
        "title": "World 2022: 81 economies by 28 sectors with input-output linkages",
        "unit": "USD mn at importer prices; tariffs as fractions",
        "fingerprint": world.fingerprint,
        "elasticities": world.elasticity_source,
        "sources": sorted({*FILES.values(), "teti-tariffs", "us-census-2024", world.elasticity_source}),
        "raw_files": [
            {
                "file": name,
                "source": source,
                "sha256": hashlib.sha256((folder / name).read_bytes()).hexdigest(),
            }
            for name, source in FILES.items()
        ],
        "regions": [
            {
                "region": name,
                "economies": [world.economies[at] for at in members],
                "value_added_usd_mn": float(result.sources.regions.value_added[row].sum()),
                "output_usd_mn": float(result.sources.regions.output[row].sum()),
            }
            for row, (name, members) in enumerate(
                zip(result.sources.regions.names, result.sources.regions.members, strict=True)
            )
        ],
        "economies": {code: _economy(at, code, result) for at, code in enumerate(world.economies)},
    }


def _economy(at: int, code: str, result: Calibration) -> Document:
    regions, seed = result.sources.regions, result.seed_of[at]
    row = next(row for row, members in enumerate(regions.members) if at in members)
    table = result.sources.tables[seed]
    return {
        "region": regions.names[row],
        "value_added": "measured" if len(regions.members[row]) == 1 else "estimated",
        "in_2020_table": code in result.sources.blocks.economies,
        "seed": seed,
        "borrowed": seed != code,
        "seed_source": table.source,
        "seed_year": table.year,
        "seed_dissimilarity": round(float(result.seed_distance[at]), 4),
        "moved": round(float(result.moved[at]), 4),
        "split_2020": round(float(result.split_2020[at]), 4),
        "split_2022": round(float(result.split_2022[at]), 4),
    }
