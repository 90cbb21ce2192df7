package dev.assay.app;

import dev.assay.access.SignIn;
import dev.assay.access.TokenText;
import dev.assay.artifact.ArtifactStore;
import dev.assay.domain.Faults;
import dev.assay.domain.Model;
import dev.assay.domain.ModelId;
import dev.assay.domain.User;
import dev.assay.engine.RollUp;
import dev.assay.engine.SeriesDictionary;
import dev.assay.engine.SeriesLimit;
import dev.assay.engine.SeriesReader;
import dev.assay.engine.StoredPacks;
import dev.assay.engine.StoredSeries;
import dev.assay.engine.Sweep;
import dev.assay.engine.Writer;
import dev.assay.meta.AccountTable;
import dev.assay.meta.Counters;
import dev.assay.meta.ModelTable;
import dev.assay.meta.Secrets;
import dev.assay.observe.Metrics;
import dev.assay.search.Search;
import dev.assay.series.PackStore;
import dev.assay.sql.Database;
import dev.assay.sql.DatabaseException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/// An open store and what can be done with it. It is ready from its first start: with the user `admin`,
/// MLflow's experiment `0`, and the secret that page tokens are signed with. Closing it lets waiting writes
/// finish; the database and both other stores are the opener's to close.
public final class Store implements AutoCloseable {

    private static final String ADMIN = "admin";
    private static final String DEFAULT_MODEL = "Default";
    private static final String PAGE_TOKEN_SECRET = "page-tokens";
    private static final int SECRET_BYTES = 32;
    /// Parquet files that are unpacked at a time; each may take some 200 MB.
    private static final int UNPACKING_MAX = 2;

    private static final Duration ROOM_WAIT = Duration.ofSeconds(5);

    /// The limits that a store is opened with, and when points are rolled up.
    ///
    /// @param series of an experiment
    public record Limits(
            long writerQueueBytes,
            long artifactBytes,
            long imageBytes,
            int exportColumns,
            int series,
            RollUp.Bounds rollUp) {

        public static final Limits DEFAULT = new Limits(
                64L << 20,
                ArtifactStore.CONTENT_BYTES_MAX,
                Images.BYTES_MAX,
                Exports.COLUMNS_MAX,
                SeriesLimit.SERIES_MAX,
                RollUp.Bounds.DEFAULT);
    }

    private final Metrics metrics = new Metrics();
    private final Database database;
    private final InstantSource clock;
    private final Writer writer;
    private final RollUp rollUp;
    private final User admin;
    private final SignIn signIn;
    private final Models models;
    private final Versions versions;
    private final Experiments experiments;
    private final Reads reads;
    private final ManyReads manyReads;
    private final Overviews overviews;
    private final SeriesOfModel seriesOfModel;
    private final SeriesOfExperiment seriesOfExperiment;
    private final Searches searches;
    private final Browsing browsing;
    private final Watch watch;
    private final Exports exports;
    private final Tables tables;
    private final FileTables fileTables;
    private final TableReads tableReads;
    private final Files files;
    private final Images images;
    private final Notes notes;
    private final SavedViews savedViews;
    private final Tokens tokens;
    private final Clients clients;
    private final PageSessions pageSessions;
    private final ModelOverviews modelOverviews;
    private final Purges purges;
    private final Selections selections;

    private Store(Database database, PackStore packs, ArtifactStore artifacts, InstantSource clock, Limits limits) {
        this.database = database;
        this.clock = clock;
        this.writer = new Writer(database, limits.writerQueueBytes(), ROOM_WAIT, metrics);
        First first = First.ensure(writer, clock);
        PageTokens pageTokens = new PageTokens(first.pageTokenSecret());
        SeriesDictionary dictionary = new SeriesDictionary();
        StoredPacks storedPacks = new StoredPacks(packs);
        this.rollUp = new RollUp(database, writer, storedPacks, clock, limits.rollUp(), metrics);
        this.admin = first.admin();
        this.signIn = new SignIn(database, clock);
        Heads heads = new Heads(database, clock);
        Contents contents = new Contents();
        this.models = new Models(database, writer, heads, pageTokens, clock);
        this.versions = new Versions(database, writer, artifacts, contents, pageTokens, clock);
        PointWrites pointWrites = new PointWrites(dictionary, new SeriesLimit(limits.series(), database.isShared()));
        this.experiments = new Experiments(database, writer, heads, pointWrites, artifacts, contents, clock);
        SeriesReader seriesReader = SeriesReader.of(database, dictionary, storedPacks);
        this.reads = new Reads(database, seriesReader, dictionary, pageTokens, writer.lastChanges());
        Search search = new Search(seriesReader, dictionary);
        StoredSeries storedSeries = new StoredSeries(dictionary);
        this.searches = new Searches(database, search, new Snapshots(seriesReader, storedSeries), pageTokens);
        this.browsing = new Browsing(database, searches, search.browse());
        this.watch = new Watch(database, search.browse(), writer.lastChanges());
        this.exports = new Exports(database, search, seriesReader, storedSeries, dictionary, limits.exportColumns());
        this.manyReads = new ManyReads(database, seriesReader, dictionary);
        this.overviews = new Overviews(database, seriesReader);
        this.seriesOfModel = new SeriesOfModel(database, seriesReader, dictionary);
        this.seriesOfExperiment = new SeriesOfExperiment(database, seriesReader, dictionary);
        Places unpacking = new Places(UNPACKING_MAX, "too many Parquet files are being read");
        this.tables = new Tables(database, writer, artifacts, contents, clock, limits.artifactBytes(), unpacking);
        this.fileTables = new FileTables(database, writer, artifacts, contents, limits.artifactBytes(), unpacking);
        this.tableReads = new TableReads(database, artifacts, unpacking);
        this.files = new Files(database, writer, artifacts, contents, pageTokens, clock, limits.artifactBytes());
        this.images = new Images(database, writer, files, pageTokens, clock, limits.imageBytes());
        this.notes = new Notes(database, experiments, models);
        this.savedViews = new SavedViews(database, writer, clock);
        this.tokens = new Tokens(database, writer, signIn, clock);
        this.clients = new Clients(database, writer, signIn, clock);
        this.modelOverviews = new ModelOverviews(database, seriesReader);
        this.pageSessions = new PageSessions(writer, signIn, admin, clock);
        this.purges = new Purges(
                database,
                writer,
                heads,
                new Sweep(database, writer, packs),
                new ArtifactSweep(database, artifacts, contents),
                pageTokens,
                clock);
        this.selections = new Selections(database, writer, heads, purges, clock);
    }

    /// Throws `Unavailable` where the database does not take what the first start makes.
    public static Store open(
            Database database, PackStore packs, ArtifactStore artifacts, InstantSource clock, Limits limits) {
        return new Store(database, packs, artifacts, clock, limits);
    }

    /// Points go from the log into packs from now on, by themselves, until the store is closed. Without it
    /// everything is right, and the log grows.
    public void startRollUp() {
        rollUp.start();
    }

    /// Does at once what there is to roll up; where it was not started.
    public void rollUpAll() {
        rollUp.rollAll();
    }

    /// Sees to it that there is an admin token: the given one, which replaces an earlier one; or, on the very
    /// first start, a new one, which is returned to be shown once.
    public Optional<TokenText> ensureAdminToken(Optional<TokenText> given) {
        if (given.isPresent()) {
            tokens.setMainAdmin(admin, given.get());
            return Optional.empty();
        }
        return tokens.hasMainAdmin() ? Optional.empty() : Optional.of(tokens.mintMainAdmin(admin));
    }

    /// Returns once the database has answered a question. Throws `Unavailable`.
    public void requireReachable() {
        try {
            database.read(transaction -> transaction.fetchCount(DSL.selectOne()));
        } catch (DatabaseException | DataAccessException e) {
            throw Faults.unavailable("the database does not answer", e);
        }
    }

    /// What is counted and measured in the store, and of the server in front of it.
    public Metrics metrics() {
        return metrics;
    }

    /// What the store's own times are taken from.
    public InstantSource clock() {
        return clock;
    }

    /// The user of the store's first token.
    public User admin() {
        return admin;
    }

    public SignIn signIn() {
        return signIn;
    }

    public Models models() {
        return models;
    }

    public Versions versions() {
        return versions;
    }

    public Experiments experiments() {
        return experiments;
    }

    public Reads reads() {
        return reads;
    }

    public ManyReads manyReads() {
        return manyReads;
    }

    public Overviews overviews() {
        return overviews;
    }

    public SeriesOfModel seriesOfModel() {
        return seriesOfModel;
    }

    public SeriesOfExperiment seriesOfExperiment() {
        return seriesOfExperiment;
    }

    public Exports exports() {
        return exports;
    }

    public Searches searches() {
        return searches;
    }

    public FileTables fileTables() {
        return fileTables;
    }

    public Watch watch() {
        return watch;
    }

    public Browsing browsing() {
        return browsing;
    }

    public Tables tables() {
        return tables;
    }

    public TableReads tableReads() {
        return tableReads;
    }

    public Files files() {
        return files;
    }

    public Images images() {
        return images;
    }

    public Notes notes() {
        return notes;
    }

    public SavedViews savedViews() {
        return savedViews;
    }

    public Tokens tokens() {
        return tokens;
    }

    public Clients clients() {
        return clients;
    }

    public ModelOverviews modelOverviews() {
        return modelOverviews;
    }

    public PageSessions pageSessions() {
        return pageSessions;
    }

    public Selections selections() {
        return selections;
    }

    public Purges purges() {
        return purges;
    }

    /// From now on what models' retention says is purged now and then, until it is closed, before the store is.
    public Upkeep startUpkeep(Duration interval) {
        return new Upkeep(purges, interval);
    }

    @Override
    public void close() {
        rollUp.close();
        writer.close();
    }

    /// What the first start makes and every other finds.
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    private record First(User admin, byte[] pageTokenSecret) {

        /// A store that does not open leaves no writer behind.
        static First ensure(Writer writer, InstantSource clock) {
            try {
                return writer.write(work -> ensure(work.context(), clock));
            } catch (RuntimeException | Error e) {
                writer.close();
                throw e;
            }
        }

        private static First ensure(DSLContext transaction, InstantSource clock) {
            User admin = AccountTable.findByName(transaction, ADMIN).orElseGet(() -> newAdmin(transaction, clock));
            if (ModelTable.findByNumber(transaction, 0).isEmpty()) {
                ModelTable.insert(transaction, newDefaultModel(transaction, clock, admin));
            }
            byte[] secret =
                    Secrets.find(transaction, PAGE_TOKEN_SECRET).orElseGet(() -> newPageTokenSecret(transaction));
            return new First(admin, secret);
        }

        private static User newAdmin(DSLContext transaction, InstantSource clock) {
            User admin = new User(Uuids.next(clock), ADMIN);
            AccountTable.insert(transaction, admin, Times.now(clock));
            return admin;
        }

        private static Model newDefaultModel(DSLContext transaction, InstantSource clock, User admin) {
            return new Model(
                    ModelId.of(Uuids.next(clock)),
                    Counters.take(transaction, Counters.Name.MODEL, 1),
                    Model.DEFAULT_FOLDER,
                    DEFAULT_MODEL,
                    List.of(),
                    admin.id(),
                    Times.now(clock),
                    Times.now(clock),
                    Optional.empty(),
                    OptionalInt.empty(),
                    Optional.empty());
        }

        private static byte[] newPageTokenSecret(DSLContext transaction) {
            byte[] secret = new byte[SECRET_BYTES];
            new SecureRandom().nextBytes(secret);
            Secrets.insert(transaction, PAGE_TOKEN_SECRET, secret);
            return secret;
        }
    }
}
