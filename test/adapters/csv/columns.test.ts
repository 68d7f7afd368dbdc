import { describe, expect, it } from "vitest";
import { read, refusal } from "./_read.ts";

/** Which column was taken for what, by name. */
async function chosen(header: string, row: string, options: Parameters<typeof read>[1] = {}) {
  const { columns } = await read(`${header}\n${row}\n`, options);
  const { recognisedAs, ...roles } = columns;
  return Object.fromEntries([
    ...Object.entries(roles).flatMap(([role, column]) => (column === undefined ? [] : [[role, column.name]])),
    ...(recognisedAs === undefined ? [] : [["recognisedAs", recognisedAs]]),
  ]);
}

describe("the columns of a file of orders", () => {
  it("are recognised in well-known exports", async () => {
    expect(
      await chosen(
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
        "536365,85123A,HOLDER,6,2010-12-01 08:26:00,2.55,17850,United Kingdom",
      ),
    ).toEqual({
      customer: "CustomerID",
      date: "InvoiceDate",
      order: "InvoiceNo",
      quantity: "Quantity",
      price: "UnitPrice",
      product: "StockCode",
      recognisedAs: "UCI Online Retail",
    });
    expect(
      await chosen(
        "household_id,store_id,basket_id,product_id,quantity,sales_value,transaction_timestamp",
        "900,330,31198570044,1095275,1,0.50,2017-01-01T11:53:26Z",
      ),
    ).toEqual({
      customer: "household_id",
      date: "transaction_timestamp",
      order: "basket_id",
      amount: "sales_value",
      product: "product_id",
      place: "store_id",
      recognisedAs: "The Complete Journey",
    });
    expect(await chosen("customer_id,date,cds,amount", "1,1997-01-01,1,11.77")).toEqual({
      customer: "customer_id",
      date: "date",
      amount: "amount",
      recognisedAs: "CDNOW",
    });
    expect(
      await chosen(
        "Name,Email,Financial Status,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Customer",
        "#1001,a@example.com,paid,30.00,2026-01-02 10:00:00 -0500,2,Tea,15.00,x",
      ),
    ).toEqual({
      customer: "Email",
      date: "Created at",
      order: "Name",
      quantity: "Lineitem quantity",
      price: "Lineitem price",
      product: "Lineitem name",
      recognisedAs: "Shopify orders",
    });
  });

  it.each([
    ["ORDER_ID,Order-Date,Customer ID,Sales,Quantity", "1,2026-01-01,c,9.50,2", "ORDER_ID", "Sales"],
    ["客户编号,订单日期,金额,订单编号", "c,2026-01-01,9.50,1", "订单编号", "金额"],
    ["Receipt No.;Member No.;Date;Turnover", "1;c;2026-01-01;9.50", "Receipt No.", "Turnover"],
  ])("are recognised by the usual names: %s", async (header, row, order, amount) => {
    expect(await chosen(header, row)).toMatchObject({ order, amount });
  });

  it("must hold what their name says", async () => {
    const text = "customer_id,date,total,amount\nc1,2026-01-01,yes,5\nc2,2026-01-02,no,6\n";
    expect((await read(text)).columns.amount?.name).toBe("amount");
    const swapped = "customer_id,day,amount,total\nc1,2026-01-01,paid,5\nc2,2026-01-02,paid,6\n";
    expect((await read(swapped)).columns.amount?.name).toBe("total");
  });

  it("are not taken for order numbers where many are missing, since all orders would become buying days", async () => {
    const rows = Array.from({ length: 20 }, (_, at) => `c${at},2026-01-01,${at < 17 ? at : ""},5`).join("\n");
    expect((await read(`customer,date,order,amount\n${rows}`)).columns.order).toBeUndefined();
    const given = await read(`customer,date,order,amount\n${rows}`, { columns: { order: "order" } });
    expect(given.setAside.reasons).toMatchObject([{ code: "no-order", rows: 3 }]);
  });

  it("prefer what was charged to what can be multiplied", async () => {
    expect(await chosen("customer,date,quantity,unit price,amount", "c,2026-01-01,2,5,9")).toEqual({
      customer: "customer",
      date: "date",
      amount: "amount",
    });
    const multiplied = await read("customer,date,quantity,unit price,amount\nc,2026-01-01,2,5,9\n", {
      columns: { quantity: "quantity" },
    });
    expect(multiplied.log.amounts[0]).toBe(1000);
    expect(multiplied.columns.price?.by).toBe("name");
  });

  it("are found by contents where the date has a strange name, and only one column reads as dates", async () => {
    const { columns } = await read("customer,wann,amount\nc1,2026-01-01,5\n");
    expect(columns.date).toEqual({ name: "wann", index: 1, by: "content" });
    expect((await refusal("customer,von,bis,amount\nc1,2026-01-01,2026-01-02,5\n"))[1]).toBe(
      "Cannot read orders.csv: no column could be recognised as the date; its columns are customer, von, bis, amount",
    );
  });

  it("are taken as given, by name, by nearly the name, by position", async () => {
    const text = "who,when,what,how much\nc1,2026-01-01,p,5\n";
    const options = { columns: { customer: "WHO", date: "when", product: "what", amount: "#4" } };
    const { columns } = await read(text, options);
    expect(columns.customer).toEqual({ name: "who", index: 0, by: "given" });
    expect(columns.amount).toEqual({ name: "how much", index: 3, by: "given" });
    expect(columns.product?.index).toBe(2);
  });

  it.each([
    [{ customer: "Custmer" }, 'there is no column "Custmer"; did you mean "customer_id"?'],
    [{ customer: "cutsomer id" }, 'there is no column "cutsomer id"; did you mean "customer_id"?'],
    [{ date: "dat" }, 'there is no column "dat"; did you mean "date"?'],
    [{ product: "zzzzzz" }, 'there is no column "zzzzzz"; its columns are customer_id, date, amount, amount'],
    [{ product: "#9" }, "there is no column #9, only 4 columns"],
    [{ product: "#0" }, "there is no column #0, only 4 columns"],
    [{ amount: "amount" }, '2 columns are called "amount"; say which by its position: #3 or #4'],
    [
      {},
      "no column could be recognised as the amount, or the quantity and the unit price; its columns are customer_id, date, amount, amount",
    ],
  ])("are refused when wrong: %j", async (columns, finding) => {
    const [, message] = await refusal("customer_id,date,amount,amount\nc1,2026-01-01,5,6\n", { columns });
    expect(message).toBe(`Cannot read orders.csv: ${finding}`);
  });

  it("say what is missing of quantity and price", async () => {
    const text = "customer,date,quantity\nc1,2026-01-01,5\n";
    expect((await refusal(text))[1]).toContain("recognised as the unit price");
    expect((await refusal("customer,date,price\nc1,2026-01-01,5\n"))[1]).toContain(
      "recognised as the quantity",
    );
  });
});
